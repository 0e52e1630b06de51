import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateDemo } from '../../src/demo/generate.ts';
import { vendor } from '../../src/demo/world.ts';

const home = mkdtempSync(join(tmpdir(), 'cognate-demo-'));
afterAll(() => rmSync(home, { recursive: true }));

function digests(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const named = files.map((file) => join(file.parentPath, file.name)).toSorted();
  return Object.fromEntries(named.map((file) => [file.slice(directory.length), createHash('sha256').update(readFileSync(file)).digest('hex')]));
}

describe('generateDemo', () => {
  const directory = join(home, 'default');
  let first: Record<string, string>;
  beforeAll(async () => {
    await generateDemo(directory);
    first = digests(directory);
  });

  test('names four sources by absolute paths', async () => {
    const sources = await generateDemo(join(home, 'small'), { scale: 0.05 });
    expect(sources.map(({ name, target }) => ({ name, target }))).toEqual([
      { name: 'application', target: join(home, 'small', 'application.sqlite') },
      { name: 'crm', target: join(home, 'small', 'crm') },
      { name: 'billing', target: join(home, 'small', 'billing') },
      { name: 'support', target: join(home, 'small', 'support') },
    ]);
  });

  test('writes the same bytes for the same seed, SQLite included, over what was there', async () => {
    writeFileSync(join(directory, 'crm', 'leftover.csv'), 'a\n1\n');
    await generateDemo(directory);
    expect(digests(directory)).toEqual(first);
  });

  test('writes other bytes for another seed', async () => {
    await generateDemo(join(home, 'other'), { seed: 'other' });
    const other = digests(join(home, 'other'));
    expect(Object.keys(other)).toEqual(Object.keys(first));
    expect(other['/application.sqlite']).not.toBe(first['/application.sqlite']);
    expect(other['/crm/companies.csv']).not.toBe(first['/crm/companies.csv']);
  });

  test('leaves nothing beside the four systems', () => {
    expect(readdirSync(directory).toSorted()).toEqual(['application.sqlite', 'billing', 'crm', 'support']);
  });

  test('declares primary keys in the application database, and no foreign key anywhere', () => {
    const database = new Database(join(directory, 'application.sqlite'), { readonly: true });
    const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all() as { name: string }[];
    expect(tables.length).toBeGreaterThanOrEqual(20);
    for (const { name } of tables) {
      expect(database.prepare(`SELECT * FROM pragma_foreign_key_list(?)`).all(name), name).toEqual([]);
      expect(database.prepare(`SELECT * FROM pragma_table_info(?) WHERE pk > 0`).all(name), name).not.toEqual([]);
    }
    database.close();
  });

  test('has about fifty thousand rows, and addresses of nobody', () => {
    const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = files.filter(({ name }) => !name.endsWith('.sqlite')).map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
    const domains = new Set(texts.flatMap((text) => [...text.matchAll(/@([\w.-]+)/g)].map(([, domain = '']) => domain.toLowerCase())));
    expect(domains).toContain(vendor.domain);
    expect([...domains].filter((domain) => !domain.endsWith('.example'))).toEqual([]);
    const database = new Database(join(directory, 'application.sqlite'), { readonly: true });
    const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all() as { name: string }[];
    const counts = tables.map(({ name }) => (database.prepare(`SELECT count(*) AS rows FROM "${name}"`).get() as { rows: number }).rows);
    database.close();
    const rows = counts.reduce((sum, count) => sum + count, 0) + texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0);
    expect(rows).toBeGreaterThan(45_000);
    expect(rows).toBeLessThan(65_000);
  });
});
