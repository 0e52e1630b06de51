import { trigramDice, wordSimilarity } from '../../profiling/word-similarity.ts';
import type { Signal } from './signal.ts';

/** How much the child is named after its own table, as its own key would be; and how alike the two tables' names are. */
export const nameOwn: Signal = {
  name: 'own table',
  features: ['own.fit', 'own.bare', 'own.tables'],
  measure({ child, key }, { schema }) {
    const first = child[0];
    const own = schema.names.tables[first?.table ?? -1]?.words ?? [];
    const words = first?.name.words ?? [];
    const fit =
      words.length === 0 ? 0 : words.reduce((sum, word) => sum + Math.max(0, ...own.map((other) => wordSimilarity(word, other))), 0) / words.length;
    const tables = trigramDice(own.join(''), schema.names.tables[key.table]?.joined ?? '');
    return [fit, words.length === 0 ? 1 : 0, tables];
  },
};
