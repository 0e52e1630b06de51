import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateDemo } from '../../src/demo/generate.ts';
import type { TrueLink, TrueReference } from '../../src/demo/truth.ts';
import { demoTruth } from '../../src/demo/truth.ts';
import type { TextRow } from './read-demo.ts';
import { readDemo } from './read-demo.ts';

const home = mkdtempSync(join(tmpdir(), 'cognate-demo-'));
const truth = demoTruth();
let tables: ReadonlyMap<string, readonly TextRow[]>;
beforeAll(async () => {
  tables = await readDemo(await generateDemo(home));
});
afterAll(() => rmSync(home, { recursive: true }));

function rowsOf(source: string, table: string): readonly TextRow[] {
  const rows = tables.get(`${source}.${table}`);
  if (rows === undefined) throw new Error(`no table ${source}.${table}`);
  return rows;
}

/** The values of the columns as one text; undefined where one is missing, or there is no such column. */
function tuple(row: TextRow, columns: readonly string[]): string | undefined {
  const values = columns.map((column) => row[column]);
  return values.some((value) => value === null || value === undefined || value === '') ? undefined : JSON.stringify(values);
}

function tuples(rows: readonly TextRow[], columns: readonly string[]): string[] {
  return rows.flatMap((row) => tuple(row, columns) ?? []);
}

describe('keys', () => {
  test('of every table are there', () => {
    expect(truth.keys.map(({ source, table }) => `${source}.${table}`).toSorted()).toEqual([...tables.keys()].toSorted());
  });

  test.each(truth.keys)('$source.$table: $columns', ({ source, table, columns }) => {
    const rows = rowsOf(source, table);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(tuples(rows, columns)).size).toBe(rows.length);
  });
});

const describeReference = ({ source, from, to, where }: TrueReference) =>
  `${source}: ${from.table}(${from.columns.join(', ')}) -> ${to.table}(${to.columns.join(', ')})${where ? ` of ${where.value}` : ''}`;

describe('references', () => {
  test.each(truth.references.map((reference) => ({ name: describeReference(reference), ...reference })))('$name', (reference) => {
    const { source, from, to, inclusion, none, where } = reference;
    const rows = rowsOf(source, from.table).filter((row) => where === undefined || row[where.column] === where.value);
    const children = tuples(rows, from.columns).filter((value) => none === undefined || value !== JSON.stringify([none]));
    const parents = tuples(rowsOf(source, to.table), to.columns);
    const known = new Set(parents);
    expect(known.size).toBe(parents.length);
    expect(children.length).toBeGreaterThan(0);
    const share = children.filter((value) => known.has(value)).length / children.length;
    expect(share).toBeGreaterThanOrEqual(inclusion);
    if (inclusion < 1) expect(share).toBeLessThan(1);
    else expect(share).toBe(1);
  });
});

const normalizers: Record<TrueLink['normalization'], (text: string) => string> = {
  exact: (text) => text,
  trimmed_lowercase: (text) => text.trim().toLowerCase(),
  domain: (text) =>
    text
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/^www\./, '')
      .replace(/\/.*$/, ''),
  digits: (text) => text.replace(/\D/g, ''),
  firm_name: (text) =>
    text
      .trim()
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .split(/[^\p{L}]+/u)
      .slice(0, 2)
      .join(' '),
  phone: (text) => text.replace(/\D/g, '').slice(-7),
  suffix: (text) => text.replace(/^[A-Z]+-/, ''),
};

describe('links', () => {
  test.each(
    truth.links.map((link) => ({
      name: `${link.left.source}.${link.left.table}.${link.left.column} = ${link.right.source}.${link.right.table}.${link.right.column}`,
      ...link,
    })),
  )('$name', ({ left, right, normalization, overlap }) => {
    const values = ({ source, table, column }: TrueLink['left']) =>
      new Set(rowsOf(source, table).flatMap((row) => (row[column] ? [normalizers[normalization](row[column])] : [])));
    const [lefts, rights] = [values(left), values(right)];
    const shared = [...lefts].filter((value) => rights.has(value)).length;
    expect(shared / lefts.size).toBeGreaterThanOrEqual(overlap);
  });
});

describe('entities', () => {
  const keyOf: Record<string, Record<string, readonly [table: string, column: string]>> = {
    firms: { application: ['accounts', 'id'], crm: ['companies', 'Company Id'], billing: ['customers', 'id'], support: ['organizations', 'id'] },
    people: { application: ['users', 'id'], crm: ['contacts', 'Contact Id'], support: ['users', 'id'] },
  };

  test.each(['firms', 'people'] as const)('%s are rows of their systems', (kind) => {
    for (const [system, [table, column]] of Object.entries(keyOf[kind] ?? {})) {
      const ids = new Set(rowsOf(system, table).map((row) => row[column]));
      const said = truth[kind].flatMap((entity) => Object.entries(entity).flatMap(([name, own]) => (name === system ? own : [])));
      expect(said.length).toBeGreaterThan(50);
      expect(said.filter((id) => !ids.has(id))).toEqual([]);
      expect(new Set(said).size).toBe(said.length);
    }
  });

  test('many are in several systems, some are twice in one', () => {
    expect(truth.firms.filter((firm) => Object.keys(firm).length === 4).length).toBeGreaterThan(150);
    expect(truth.people.filter((person) => Object.keys(person).length === 3).length).toBeGreaterThan(200);
    expect(truth.firms.some(({ crm = [] }) => crm.length > 1)).toBe(true);
    expect(truth.people.some(({ crm = [] }) => crm.length > 1)).toBe(true);
  });
});
