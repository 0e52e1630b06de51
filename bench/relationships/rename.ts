import type { SourceModel } from '../../src/domain/entity.ts';
import type { SourceProfile } from '../../src/domain/profile.ts';
import { keyWords, type KeyWordClass } from '../../src/relationships/names/words.ts';
import { splitName, stemOf } from '../../src/relationships/names/tokens.ts';
import { singular } from '../../src/relationships/names/singular.ts';
import type { TrueEdge } from './database.ts';
import { generator, seedOf } from './random.ts';

/** New names for everything, by position. */
export interface Names {
  readonly tables: readonly string[];
  readonly columns: readonly (readonly string[])[];
}

export type Renaming = 'none' | 'obfuscated' | 'language' | 'convention' | 'strange' | 'abbreviated' | 'prefixed';

/** Model and profile under other names; keys and profiles stay with their columns. */
export function renamed(model: SourceModel, profile: SourceProfile, names: Names): { model: SourceModel; profile: SourceProfile } {
  const column = (table: number, name: string) => {
    const index = model.entities[table]?.attributes.findIndex((attribute) => attribute.name === name) ?? -1;
    return names.columns[table]?.[index] ?? name;
  };
  return {
    model: {
      ...model,
      entities: model.entities.map((entity, table) => ({
        ...entity,
        path: { ...entity.path, name: names.tables[table] ?? entity.path.name },
        attributes: entity.attributes.map((attribute, i) => ({ ...attribute, name: names.columns[table]?.[i] ?? attribute.name })),
        keys: entity.keys.map((key) => ({ ...key, columns: key.columns.map((name) => column(table, name)) })),
      })),
    },
    profile: {
      entities: profile.entities.map((entity, table) => ({
        ...entity,
        path: { ...entity.path, name: names.tables[table] ?? entity.path.name },
        attributes: entity.attributes.map((attribute, i) => ({ ...attribute, name: names.columns[table]?.[i] ?? attribute.name })),
        candidateKeys: entity.candidateKeys.map((key) => ({ ...key, columns: key.columns.map((name) => column(table, name)) })),
      })),
    },
  };
}

/** Makes names of one kind of degradation, by a generator seeded with the database's name. */
export function namesFor(kind: Renaming, model: SourceModel, edges: readonly TrueEdge[], seed: string): Names {
  const random = generator(seedOf(`${seed}/${kind}`));
  const original: Names = {
    tables: model.entities.map((entity) => entity.path.name),
    columns: model.entities.map((entity) => entity.attributes.map((attribute) => attribute.name)),
  };
  if (kind === 'obfuscated') return obfuscated(original);
  if (kind === 'language') return inAnotherLanguage(original, random);
  if (kind === 'convention') return byConvention(original, model, edges, random);
  if (kind === 'strange') return strange(original, edges, random);
  if (kind === 'abbreviated') return abbreviated(original, random);
  if (kind === 'prefixed') return prefixed(original, random);
  return original;
}

function obfuscated(names: Names): Names {
  const digits = (n: number) => String(n + 1).padStart(2, '0');
  return { tables: names.tables.map((_, i) => `T${digits(i)}`), columns: names.columns.map((columns) => columns.map((_, i) => `F${digits(i)}`)) };
}

const syllables =
  'ba be bi bo bra ca ce cla co da de dri du fa fe fi fo ga ge glo gu ha he hi ka ke ki ko la le li lo ma me mi mo mu na ne ni no pa pe pla po ra re ri ro ru sa se sti so ta te ti tra tu va ve vi vo wa we za ze zi zo'.split(
    ' ',
  );

function pseudoWord(random: () => number): string {
  const count = 2 + Math.floor(random() * 2);
  return Array.from({ length: count }, () => syllables[Math.floor(random() * syllables.length)] ?? 'ba').join('');
}

/** Every word becomes another one, the same everywhere; key words become those of some language. */
function inAnotherLanguage(names: Names, random: () => number): Names {
  const words = new Map<string, string>();
  const byClass = new Map<KeyWordClass, string>();
  const key = (kind: KeyWordClass) => {
    const known = byClass.get(kind);
    if (known !== undefined) return known;
    const all = [...keyWords].filter(([word, of]) => of === kind && word.length <= 8).map(([word]) => word);
    const made = all[Math.floor(random() * all.length)] ?? 'id';
    byClass.set(kind, made);
    return made;
  };
  const plural = ['s', 'en', 'es', ''][Math.floor(random() * 4)] ?? '';
  const prefixStyle = random() < 0.3;
  const word = (token: string): string => {
    if (/^\d+$/u.test(token)) return token;
    const base = singular(token);
    const made = words.get(base) ?? pseudoWord(random);
    words.set(base, made);
    return base === token ? made : `${made}${plural}`;
  };
  const column = (name: string): string => {
    const tokens = splitName(name);
    const { keyWord, keyWordFirst } = stemOf(tokens);
    if (keyWord === null || keyWord === 'name') return tokens.map(word).join('_');
    const rest = (keyWordFirst ? tokens.slice(1) : tokens.slice(0, -1)).map(word);
    return (keyWordFirst !== prefixStyle ? [key(keyWord), ...rest] : [...rest, key(keyWord)]).join('_');
  };
  return {
    tables: names.tables.map((name) => splitName(name).map(word).join('_')),
    columns: unique(names.columns.map((columns) => columns.map(column))),
  };
}

const roles = [
  'main',
  'primary',
  'origin',
  'target',
  'billing',
  'source',
  'old',
  'new',
  'related',
  'preferred',
  'assigned',
  'default',
  'secondary',
  'local',
];

/** One convention for all keys: a bare key (or the table's name with it) and children named after the table, now and then with a role. */
function byConvention(names: Names, model: SourceModel, edges: readonly TrueEdge[], random: () => number): Names {
  const word = ['id', 'key', 'code', 'no', 'pk', 'uid'][Math.floor(random() * 4)] ?? 'id';
  const bare = random() < 0.7;
  const suffix = ['_id', 'Id', '_key', '_fk', '', '_code', '_ref'][Math.floor(random() * 7)] ?? '_id';
  const table = (index: number) =>
    splitName(names.tables[index] ?? '')
      .map(singular)
      .join('_');
  const columns = names.columns.map((list) => [...list]);
  for (const edge of edges) {
    if (edge.fromColumns.length !== 1) continue;
    const [from = -1] = edge.fromColumns;
    const [to = -1] = edge.toColumns;
    const target = columns[edge.toTable];
    const child = columns[edge.fromTable];
    if (target === undefined || child === undefined) continue;
    if (bare) target[to] = word;
    const several =
      edges.filter((other) => other.fromTable === edge.fromTable && other.toTable === edge.toTable).length > 1 || edge.fromTable === edge.toTable;
    const role = several
      ? `${pick(edge.fromTable === edge.toTable ? ['parent', 'previous', 'main', 'root'] : roles, random)}_`
      : random() < 0.1
        ? `${pick(roles, random)}_`
        : '';
    const isTargetToo = edges.some((other) => other.toTable === edge.fromTable && other.toColumns.length === 1 && other.toColumns[0] === from);
    if (!isTargetToo) child[from] = `${role}${table(edge.toTable)}${suffix}`;
  }
  void model;
  return { tables: names.tables, columns: unique(columns) };
}

/** A third of the children get names that say nothing about their parent. */
function strange(names: Names, edges: readonly TrueEdge[], random: () => number): Names {
  const columns = names.columns.map((list) => [...list]);
  for (const edge of edges) {
    const [from = -1] = edge.fromColumns;
    const child = columns[edge.fromTable];
    if (child === undefined || edge.fromColumns.length !== 1 || random() > 0.35) continue;
    const kind = random();
    child[from] =
      kind < 0.5
        ? pseudoWord(random)
        : kind < 0.8
          ? `${pseudoWord(random)}_id`
          : pick(['via', 'ref1', 'link', 'refers_to', 'belongs_to', 'kind_of', 'attached'], random);
  }
  return { tables: names.tables, columns: unique(columns) };
}

/** Words of columns are cut or lose their vowels; tables keep theirs. */
function abbreviated(names: Names, random: () => number): Names {
  const short = new Map<string, string>();
  const together = random() < 0.4;
  const cut = (token: string): string => {
    if (token.length <= 4 || keyWords.has(token)) return token;
    const known = short.get(token);
    if (known !== undefined) return known;
    const made =
      random() < 0.5 ? token.slice(0, 3 + Math.floor(random() * 2)) : `${token[0] ?? ''}${token.slice(1).replace(/[aeiou]/gu, '')}`.slice(0, 5);
    short.set(token, made);
    return made;
  };
  return {
    tables: names.tables,
    columns: unique(
      names.columns.map((columns) =>
        columns.map((name) =>
          splitName(name)
            .map(cut)
            .join(together ? '' : '_'),
        ),
      ),
    ),
  };
}

/** Tables get a common prefix, columns the initials of their table. */
function prefixed(names: Names, random: () => number): Names {
  const common = pick(['tbl_', 't_', 'app_', 'erp_', 'x'], random);
  return {
    tables: names.tables.map((name) => `${common}${splitName(name).join('_')}`),
    columns: unique(
      names.columns.map((columns, table) => {
        const initials = splitName(names.tables[table] ?? '')
          .map((word) => word.slice(0, 2))
          .join('')
          .slice(0, 4);
        return columns.map((name) => `${initials}_${splitName(name).join('_')}`);
      }),
    ),
  };
}

function pick(list: readonly string[], random: () => number): string {
  return list[Math.floor(random() * list.length)] ?? '';
}

function unique(columns: readonly (readonly string[])[]): string[][] {
  return columns.map((list) => {
    const seen = new Set<string>();
    return list.map((name) => {
      let free = name === '' ? 'c' : name;
      for (let n = 2; seen.has(free.toLowerCase()); n += 1) free = `${name}_${n}`;
      seen.add(free.toLowerCase());
      return free;
    });
  });
}
