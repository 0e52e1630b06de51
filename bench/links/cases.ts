import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { LinkType } from '../../src/domain/edge.ts';

/** Several sources of tables and what is true of them. Attributes are written `source.table.column`. */
export interface Case {
  readonly id: string;
  /** Cases of one group are left out together when a model is judged. */
  readonly group: string;
  readonly sources: readonly { readonly name: string; readonly target: string }[];
  /** Pair to the types that are right. */
  readonly links: ReadonlyMap<string, readonly LinkType[]>;
  /** Neither right nor wrong. */
  readonly ignored: ReadonlySet<string>;
}

export const pairOf = (a: string, b: string): string => [a, b].toSorted().join(' ~ ');

interface TruthFile {
  readonly column_links: readonly { readonly a: string; readonly b: string; readonly link_type: string }[];
  readonly ignore: readonly { readonly a: string; readonly b: string }[];
  readonly bonus_links?: readonly { readonly a: string; readonly b: string }[];
}

/** The cases of the benchmark data. */
export function casesIn(folder: string): Case[] {
  return readdirSync(join(folder, 'cases'))
    .toSorted()
    .map((id) => {
      const home = join(folder, 'cases', id);
      const { sources } = JSON.parse(readFileSync(join(home, 'catalog.json'), 'utf8')) as { sources: { id: string }[] };
      const truth = JSON.parse(readFileSync(join(home, 'truth.json'), 'utf8')) as TruthFile;
      return {
        id,
        group: id,
        sources: sources.map(({ id: name }) => ({ name, target: join(home, name) })),
        links: new Map(truth.column_links.map(({ a, b, link_type }) => [pairOf(a, b), typesOf(link_type)])),
        ignored: new Set([...truth.ignore, ...(truth.bonus_links ?? [])].map(({ a, b }) => pairOf(a, b))),
      };
    });
}

function typesOf(type: string): LinkType[] {
  return type === 'EITHER' ? ['DETERMINISTIC', 'PROBABILISTIC'] : [type as LinkType];
}

/** A copy of a case of CSV files, in `work`, whose columns are called c1, c2, … in every table. */
export function withoutNames(original: Case, work: string): Case {
  const renamed = new Map<string, string>();
  const sources = original.sources.map(({ name, target }) => {
    const copy = join(work, `${original.id}-without-names`, name);
    mkdirSync(copy, { recursive: true });
    for (const file of readdirSync(target)) {
      const bytes = readFileSync(join(target, file));
      const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
      const end = text.indexOf('\n');
      const columns = text
        .slice(0, end)
        .trim()
        .replace(/^\uFEFF/, '')
        .replaceAll('"', '')
        .split(',');
      const table = file.replace(/\.csv(\.gz)?$/, '');
      for (const [i, column] of columns.entries()) renamed.set(`${name}.${table}.${column}`, `${name}.${table}.c${i + 1}`);
      const plain = `${columns.map((_, i) => `c${i + 1}`).join(',')}${text.slice(end)}`;
      writeFileSync(join(copy, file), file.endsWith('.gz') ? gzipSync(plain) : plain);
    }
    return { name, target: copy };
  });
  const rename = (pair: string): string => {
    const [a = '', b = ''] = pair.split(' ~ ').map((end) => renamed.get(end) ?? end);
    return pairOf(a, b);
  };
  return {
    id: `${original.id} without names`,
    group: original.group,
    sources,
    links: new Map([...original.links].map(([pair, types]) => [rename(pair), types])),
    ignored: new Set([...original.ignored].map(rename)),
  };
}
