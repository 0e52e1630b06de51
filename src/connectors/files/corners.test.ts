import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { EntityModel, SourceModel } from '../../domain/entity.ts';
import { SourceError } from '../../domain/errors.ts';
import { connector } from './index.ts';

const never = new AbortController().signal;
const root = mkdtempSync(path.join(tmpdir(), 'cognate-csv-'));
let folder: string;
let count = 0;

beforeEach(() => {
  count += 1;
  folder = path.join(root, `case${count}`);
  mkdirSync(folder);
});

afterAll(() => rmSync(root, { recursive: true }));

function write(name: string, content: string | Buffer): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
}

interface Contents {
  readonly model: SourceModel;
  readonly entity: EntityModel;
  readonly rows: (string | null)[][];
}

async function scan(target = folder): Promise<Contents> {
  const session = await connector.open({ path: target }, never);
  try {
    const model = await session.introspect(never);
    const entity = model.entities[0];
    if (entity === undefined) throw new Error('no entity');
    const rows: (string | null)[][] = [];
    const columns = entity.attributes.map(({ name }) => name);
    for await (const batch of session.read(entity.path, columns, { signal: never })) rows.push(...batch.rows.map((row) => [...row]));
    const [counted] = await session.query(`SELECT count(*) AS n FROM ${session.dialect.table(entity.path)}`, never);
    expect(counted).toEqual({ n: rows.length });
    return { model, entity, rows };
  } finally {
    await session.close();
  }
}

async function failure(target = folder): Promise<SourceError> {
  const error: unknown = await scan(target).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SourceError)) throw new Error('expected a SourceError', { cause: error });
  return error;
}

const typesOf = ({ entity }: Contents) => entity.attributes.map(({ name, dataType }) => [name, dataType]);

describe('CSV', () => {
  it('tells NULL from the empty text, in one column and across lines', async () => {
    write('t.csv', 'a\n1\n\n""\n"x\ny"\n\n');
    expect((await scan()).rows).toEqual([['1'], [null], [''], ['x\ny'], [null]]);
    write('t.csv', 'a,b\n,""\n"",\n"1\r\n2",\n');
    expect((await scan()).rows).toEqual([
      [null, ''],
      ['', null],
      ['1\r\n2', null],
    ]);
  });

  it('keeps values as written and detects types', async () => {
    write(
      't.csv',
      'code,n,x,day,at,flag,id,mixed\n007,1,1.50,2024-01-02,2024-01-02T03:04:05Z,true,6b29fc40-ca47-1067-b31d-00dd010662da,1\n010,-2,3,,2024-01-02 03:04,FALSE,,x\n',
    );
    const found = await scan();
    expect(found.rows[0]).toEqual(['007', '1', '1.50', '2024-01-02', '2024-01-02T03:04:05Z', 'true', '6b29fc40-ca47-1067-b31d-00dd010662da', '1']);
    expect(typesOf(found)).toEqual([
      ['code', 'varchar'],
      ['n', 'integer'],
      ['x', 'decimal'],
      ['day', 'date'],
      ['at', 'timestamp'],
      ['flag', 'boolean'],
      ['id', 'uuid'],
      ['mixed', 'varchar'],
    ]);
    expect(found.entity.notes).toEqual(['The first line was taken as the header.']);
    expect(found.entity.rowEstimate).toBe(2);
  });

  it.each([
    [',', 'csv'],
    [';', 'csv'],
    ['|', 'csv'],
    ['\t', 'csv'],
    ['\t', 'tsv'],
    [',', 'tsv'],
  ])('finds the delimiter %j in a .%s file', async (delimiter, extension) => {
    write(`t.${extension}`, `${['id', 'name', 'note'].join(delimiter)}\n${['1', '"a,b;c|d\te"', 'x y'].join(delimiter)}\n`);
    expect((await scan()).rows).toEqual([['1', 'a,b;c|d\te', 'x y']]);
  });

  it('reads one column of prose as one column', async () => {
    write('t.csv', 'note\nhello; you\nplain\n');
    expect((await scan()).rows).toEqual([['hello; you'], ['plain']]);
  });

  it.each([
    ['a byte order mark', Buffer.from('\uFEFFa,b\n1,é\n')],
    ['CR LF', Buffer.from('a,b\r\n1,é\r\n')],
    ['CR', Buffer.from('a,b\r1,é\r')],
    ['no line end', Buffer.from('a,b\n1,é')],
    ['latin-1', Buffer.from('a,b\n1,é\n', 'latin1')],
    ['UTF-16', Buffer.from('\uFEFFa,b\n1,é\n', 'utf16le')],
    ['empty lines', Buffer.from('a,b\n\n1,é\n\n')],
    ['spaces before a quote', Buffer.from('a,b\n1, "é"\n')],
    ['lines that end in either way', Buffer.from('a,b\r\n1,é\n')],
  ])('reads a file with %s', async (_, bytes) => {
    write('t.csv', bytes);
    const { entity, rows } = await scan();
    expect(entity.attributes.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(rows).toEqual([['1', 'é']]);
  });

  it('reports another encoding, and refuses one it cannot tell', async () => {
    write('t.csv', Buffer.from('a,b\n1,é\n', 'latin1'));
    expect((await scan()).entity.notes).toContain('The file is not UTF-8: read as latin-1.');
    write('t.csv', Buffer.from([0x61, 0x0a, 0x80, 0x0a]));
    expect(await failure()).toMatchObject({ stage: 'read', message: expect.stringContaining('neither UTF-8 nor latin-1') });
    write('t.csv', Buffer.from([0x61, 0x0a, 0x00, 0x0a]));
    expect(await failure()).toMatchObject({ stage: 'read', message: expect.stringContaining('is not text') });
  });

  it('pads short rows and says how many', async () => {
    write('t.csv', 'a,b,c\n1,2,3\n4,5\n"6\n7"\n8,9,"x\ny"\n');
    const { entity, rows } = await scan();
    expect(rows).toEqual([
      ['1', '2', '3'],
      ['4', '5', null],
      ['6\n7', null, null],
      ['8', '9', 'x\ny'],
    ]);
    expect(entity.notes).toContain('2 rows from line 3 on have fewer fields than the header: the missing ones read as NULL.');
  });

  it('names the line of a row that is too long or never ends, and tells no value', async () => {
    write('t.csv', 'a,b\n"x\ny",2\nsecret,4,5\n');
    const long = await failure();
    expect(long).toMatchObject({ stage: 'read', message: expect.stringContaining('t.csv, line 4: 3 fields, the header has 2') });
    expect(long.message).not.toContain('secret');
    write('t.csv', 'a,b\n1,"secret\n3,4\n');
    const open = await failure();
    expect(open).toMatchObject({ stage: 'read', message: expect.stringContaining('t.csv, line 2: a quote opens') });
    expect(open.message).not.toContain('secret');
  });

  it('tells a header from data', async () => {
    write('t.csv', '1,Anna,2020-01-01\n2,Bob,2021-01-01\n');
    const headless = await scan();
    expect(headless.entity.attributes.map(({ name }) => name)).toEqual(['column1', 'column2', 'column3']);
    expect(headless.rows).toHaveLength(2);
    expect(headless.entity.notes[0]).toContain('No header');
    write('t.csv', 'country,2019,2020\nDE,5,6\nFR,7,8\n');
    expect((await scan()).entity.attributes.map(({ name }) => name)).toEqual(['country', '2019', '2020']);
    write('t.csv', 'a,b\nx,y\n');
    expect((await scan()).rows).toEqual([['x', 'y']]);
  });

  it('gives every column a name of its own', async () => {
    write('t.csv', 'a,A,,a_1,"x\ny","q""t",\n1,2,3,4,5,6,7\n');
    const { entity, rows } = await scan();
    expect(entity.attributes.map(({ name }) => name)).toEqual(['a', 'A_2', 'column3', 'a_1', 'x\ny', 'q"t', 'column7']);
    expect(rows).toEqual([['1', '2', '3', '4', '5', '6', '7']]);
    expect(entity.notes).toContain('3 column names were empty or doubled and were changed.');
  });

  it('reads a file of 2,000 columns and one with a line of 3 MB', async () => {
    const names = Array.from({ length: 2000 }, (_, i) => `column ${i}`);
    write('t.csv', `${names.join(',')}\n${names.map((_, i) => i).join(',')}\n`);
    const wide = await scan();
    expect(wide.entity.attributes).toHaveLength(2000);
    expect(wide.rows[0]?.[1999]).toBe('1999');
    write('t.csv', `a,b\n1,${'x'.repeat(3_000_000)}\n2,y\n`);
    expect((await scan()).rows.map((row) => row[1]?.length)).toEqual([3_000_000, 1]);
  });

  it('reads back whatever RFC 4180 can hold', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', ';', '\n', '\r\n', ' ', 'é', '\\', '#', "'"), maxLength: 6 });
    const cell = fc.option(text, { nil: null });
    const tables = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(tables, async (rows) => {
        const header = rows[0]?.map((_, i) => `name ${i}`) ?? [];
        const line = (row: readonly (string | null)[]) => row.map((value) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`)).join(',');
        write('t.csv', `${header.join(',')}\n${rows.map((row) => `${line(row)}\n`).join('')}`);
        const { entity, rows: found } = await scan();
        expect(found).toEqual(rows);
        expect(entity.rowEstimate).toBe(rows.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('folders, globs and files', () => {
  it('names entities by their files, and whole where two would share a name', async () => {
    for (const name of ['b.csv', 'a.csv', 'a.tsv', 'A b.csv']) write(name, 'x,y\n1,2\n');
    write('c.csv.gz', gzipSync('x\n1\n'));
    write('notes.txt', 'x');
    write('deeper/d.csv', 'x\n1\n');
    const { model } = await scan();
    const database = path.basename(folder);
    expect(model.entities.map((entity) => entity.path)).toEqual(
      ['A b', 'a.csv', 'a.tsv', 'b', 'c'].map((name) => ({ database, schema: 'main', name })),
    );
    expect(model.databases).toEqual([{ name: database }]);
    expect(model.schemas).toEqual([{ database, name: 'main' }]);
  });

  it.each([
    ['*.csv', ['main/a', 'main/b']],
    ['?.csv', ['main/a', 'main/b']],
    ['[!a].csv', ['main/b']],
    ['{a,z}.csv', ['main/a']],
    ['**/*.csv', ['deep/c', 'deep/er/d', 'main/a', 'main/b']],
    ['*/*.csv', ['deep/c']],
  ])('reads the glob %s', async (glob, expected) => {
    for (const name of ['a.csv', 'b.csv', 'deep/c.csv', 'deep/er/d.csv']) write(name, 'x,y\n1,2\n');
    const parsed = connector.parseTarget(path.join(folder, glob));
    const { model } = await scan(parsed?.config.path);
    expect(model.entities.map((entity) => `${entity.path.schema}/${entity.path.name}`)).toEqual(expected);
    expect(parsed?.name).toBe(path.basename(folder));
  });

  it('reads a file whose name looks like a glob', async () => {
    write('a[1].csv', 'x,y\n1,2\n');
    expect((await scan(path.join(folder, 'a[1].csv'))).entity.path.name).toBe('a[1]');
  });

  it('says what is wrong with what it was given', async () => {
    expect(await failure()).toMatchObject({ stage: 'list', message: expect.stringContaining('is empty') });
    write('notes.txt', 'x');
    expect(await failure()).toMatchObject({ stage: 'list', message: expect.stringContaining('holds no data file') });
    expect(await failure(path.join(folder, 'notes.txt'))).toMatchObject({ stage: 'list' });
    expect(await failure(path.join(folder, '*.csv'))).toMatchObject({ stage: 'list', message: expect.stringContaining('No file matches') });
    expect(await failure(path.join(folder, 'none', '*.csv'))).toMatchObject({ stage: 'resolve' });
    expect(await failure(path.join(folder, 'none.csv'))).toMatchObject({ stage: 'resolve' });
    write('zero.csv', '');
    expect(await failure()).toMatchObject({ stage: 'list', message: expect.stringContaining('0 bytes') });
    write('good.csv', 'a,b\n1,2\n');
    expect((await scan()).model.notes).toEqual([`${path.join(folder, 'zero.csv')} is empty (0 bytes) and was left out.`]);
  });

  it.each([
    ['bad.csv.gz', Buffer.from('a,b\n1,2\n')],
    ['cut.csv.gz', gzipSync('a,b\n1,2\n'.repeat(1000)).subarray(0, 30)],
    ['bad.parquet', Buffer.from('a,b\n1,2\n')],
    ['bad.jsonl', Buffer.from('{"a":1}\n{"a":\n')],
    ['list.jsonl', Buffer.from('[1]\n')],
    ['blank.csv', Buffer.from('\n\n\n')],
  ])('says that %s cannot be read', async (name, bytes) => {
    write(name, bytes);
    expect(await failure()).toMatchObject({ stage: 'read', message: expect.stringContaining(name) });
  });

  it('reads a header without rows', async () => {
    write('t.csv', 'a,b\n');
    const { entity, rows } = await scan();
    expect(rows).toEqual([]);
    expect(entity.attributes.map(({ name, dataType }) => [name, dataType])).toEqual([
      ['a', 'varchar'],
      ['b', 'varchar'],
    ]);
    expect(entity.rowEstimate).toBe(0);
  });

  it('follows a link to a file and says when it leads nowhere', async () => {
    write('real/t.csv', 'a,b\n1,2\n');
    symlinkSync(path.join(folder, 'real', 't.csv'), path.join(folder, 'link.csv'));
    expect((await scan()).rows).toEqual([['1', '2']]);
    symlinkSync(path.join(folder, 'nowhere.csv'), path.join(folder, 'lost.csv'));
    expect(await failure()).toMatchObject({ stage: 'list', message: expect.stringContaining('lost.csv') });
  });
});

describe('JSON lines', () => {
  it('reads strings as they are, numbers by their digits, the rest as JSON', async () => {
    write('t.jsonl', '{"id":"007","n":1,"big":12345678901234567890,"x":1.5,"yes":true,"o":{"a":[1, 2]},"none":null}\n\n{"n":2,"we\\"ird\'":""}\n');
    const found = await scan();
    expect(typesOf(found)).toEqual([
      ['id', 'varchar'],
      ['n', 'integer'],
      ['big', 'integer'],
      ['x', 'decimal'],
      ['yes', 'boolean'],
      ['o', 'json'],
      ['none', 'varchar'],
      [`we"ird'`, 'varchar'],
    ]);
    expect(found.rows).toEqual([
      ['007', '1', '12345678901234567890', '1.5', 'true', '{"a":[1,2]}', null, null],
      [null, '2', null, null, null, null, null, ''],
    ]);
    expect(found.entity.rowEstimate).toBe(2);
  });
});
