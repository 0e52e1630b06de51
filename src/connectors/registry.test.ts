import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { connectorFor, connectors, parseTarget } from './registry.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cognate-targets-'));
writeFileSync(path.join(folder, 'disguised'), 'SQLite format 3\0rest');
writeFileSync(path.join(folder, 'duck.db'), Buffer.concat([Buffer.alloc(8), Buffer.from('DUCK')]));
writeFileSync(path.join(folder, 'notes.txt'), 'x');
afterAll(() => rmSync(folder, { recursive: true }));

function problem(target: string): string {
  try {
    parseTarget(target);
    return 'parsed';
  } catch (error) {
    return error instanceof AppError && error.code === 'invalid' ? error.message : 'another error';
  }
}

describe('targets', () => {
  it.each([
    ['postgres://u:p@h:5433/shop', 'postgresql'],
    ['postgresql://h/shop', 'postgresql'],
    ['mysql://u:p@h/shop', 'mysql'],
    ['sqlite:some/where.data', 'sqlite'],
    ['shop.sqlite', 'sqlite'],
    ['shop.sqlite3', 'sqlite'],
    ['shop.db', 'sqlite'],
    [path.join(folder, 'disguised'), 'sqlite'],
    [path.join(folder, 'duck.db'), 'duckdb'],
    ['shop.duckdb', 'duckdb'],
    [folder, 'files'],
    ['exports/*.csv', 'files'],
    ['people.csv', 'files'],
    ['people.tsv.gz', 'files'],
    ['people.parquet', 'files'],
    ['people.ndjson', 'files'],
  ])('%s is for %s', (target, type) => {
    const parsed = parseTarget(target);
    expect(parsed.connector.type).toBe(type);
    expect(parsed.connector.configSchema.safeParse(parsed.config).success).toBe(true);
    expect(parsed.name).not.toBe('');
  });

  it('resolves paths, so that a place is the same from everywhere', () => {
    const parsed = parseTarget('sqlite:some/../shop.db');
    expect(parsed.connector.location(parsed.config)).toBe(path.resolve('shop.db'));
    expect(parsed.name).toBe('shop');
  });

  it('says what a target may be', () => {
    expect(problem('oracle://h/db')).toMatch(/no connector for oracle:\/\/ addresses\. A TARGET is postgres:/);
    expect(problem('nothing-here')).toMatch(/There is nothing at \/.*nothing-here/);
    expect(problem(path.join(folder, 'notes.txt'))).toMatch(/not a kind of file/);
    expect(problem('')).toMatch(/empty/);
  });
});

describe('connectors', () => {
  it('have types of their own', () => {
    const types = connectors.map((connector) => connector.type);
    expect(types.slice(0, 5)).toEqual(['postgresql', 'mysql', 'sqlite', 'duckdb', 'files']);
    expect(types).toEqual([...new Set(types)]);
    for (const connector of connectors) expect(connectorFor(connector.type)).toBe(connector);
  });

  it('are named when one is asked for that is not there', () => {
    expect(() => connectorFor('oracle')).toThrow(/There is no connector "oracle"\. There are: postgresql, mysql, sqlite, duckdb, files\b/);
  });
});
