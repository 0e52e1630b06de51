import { measureWords, genericNames } from '../names/words.ts';
import { mean, type Signal } from './signal.ts';

/** Key words such as `id`, `code`, `nr` on both sides, and words of columns that refer to nothing. */
export const keyWordSignal: Signal = {
  name: 'key words',
  features: [
    'word.child',
    'word.childId',
    'word.childCode',
    'word.same',
    'word.keyBare',
    'word.key',
    'word.first',
    'word.measure',
    'word.generic',
    'word.count',
  ],
  measure({ child, key }) {
    const pairs = child.map((column, i) => [column.name, key.columns[i]?.name] as const);
    const share = (test: (pair: (typeof pairs)[number]) => boolean) => mean(pairs.map((pair) => (test(pair) ? 1 : 0)));
    return [
      share(([own]) => own.keyWord !== null && own.keyWord !== 'name'),
      share(([own]) => own.keyWord === 'id' || own.keyWord === 'key'),
      share(([own]) => own.keyWord === 'code' || own.keyWord === 'number'),
      share(([own, target]) => own.keyWord === target?.keyWord),
      share(([, target]) => target?.words.length === 0),
      share(([, target]) => target?.keyWord !== null && target?.keyWord !== 'name'),
      share(([own]) => own.keyWordFirst),
      share(([own]) => own.tokens.some((token) => measureWords.has(token))),
      share(([own]) => genericNames.has(own.plain)),
      mean(pairs.map(([own]) => own.words.length)),
    ];
  },
};
