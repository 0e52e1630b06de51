import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDuckDB, quoteText, type DuckDB } from '../duckdb/engine.ts';
import { lookupOf } from './lookups/lookups.ts';
import { normaliser, normaliserMacros, normaliserNames, type NormaliserName } from './normalisers.ts';
import { isRoleMailbox } from './role-mailboxes.ts';

const home = mkdtempSync(join(tmpdir(), 'cognate-normalisers-'));
let db: DuckDB;
beforeAll(async () => {
  db = await openDuckDB({ memoryLimitMb: 200, threads: 2, tempDirectory: home });
  await db.run(normaliserMacros.join(';\n'));
});
afterAll(() => {
  db.close();
  rmSync(home, { recursive: true, force: true });
});

async function of(sql: string, texts: readonly string[]): Promise<(string | null)[]> {
  const rows = texts.map((text, i) => `(${i}, ${quoteText(text)})`).join(', ');
  return (await db.rows<{ text: string | null }>(`SELECT ${sql} AS text FROM (VALUES ${rows}) AS t(i, v) ORDER BY i`)).map(({ text }) => text);
}

test.each<[NormaliserName, string, readonly string[]]>([
  ['mailbox', 'janedoe@gmail.com', ['Jane.DOE+x@GMail.com', 'janedoe@googlemail.com', ' janedoe@gmail.com ']],
  ['email', 'jane@acme.org', ['mailto:jane@acme.org', 'Jane <Jane@Acme.org>', 'MAILTO:Jane@acme.org?subject=x', 'smtp:jane@acme.org']],
  ['phone', '079460958', ['+44 (0)20 7946 0958 ext. 12', '020 7946 0958']],
  ['domain', 'acme.co.uk', ['https://www.Acme.co.uk/p', 'bob@acme.co.uk']],
  ['url', 'acme.com/people/jane', ['https://www.Acme.com/people/jane/', 'http://acme.com/people/jane#top', 'acme.com/people/jane']],
  ['company', 'acme', ['ACME Holdings, Inc.', 'The Acme GmbH', 'acme']],
  ['person', 'brien jose maria o', ["O'Brien, Dr. José María", "José María O'Brien"]],
  ['address', '12 main st apt 4', ['12 Main Street, Apartment 4', '12 MAIN ST. APT 4']],
  ['code', '1234', ['ORD-00001234', '#1234', '1234', '1234.0', '01234.00']],
  ['code', '100000', ['100000.0', '1.0E5', '1e+05', '1.0e+5', '100000']],
  ['isbn', '9780306406157', ['0-306-40615-2', '978-0-306-40615-7', '9780306406157.0', 'ISBN 0306406152']],
  ['isbn', '9780804429573', ['0-8044-2957-X', '080442957x']],
  ['code', '12E5', ['12e5', '12-E5']],
  ['date', '2024-03-09', ['2024-03-09T10:11:12Z', '20240309', '9.3.2024']],
  ['number', '1234.5', ['1,234.50', '1234,5 €', '$1234.5']],
])('%s %j', async (form, normal, texts) => {
  expect(await of(normaliser(form).sql('v'), texts)).toEqual(texts.map(() => normal));
});

test('what stands for a number that is no whole one stays as it is', async () => {
  expect(await of(normaliser('code').sql('v'), ['10.5', '1.23E1', '1.5.0', '2E5', '1.0E99'])).toEqual(['105', '123E1', '150', '2E5', '10E99']);
});

test('what has the wrong check digit is no ISBN', async () => {
  expect(await of(normaliser('isbn').sql('v'), ['0-306-40615-3', '9780306406158', '5000159484695', '0306406152', ''])).toEqual([
    null,
    null,
    null,
    '9780306406157',
    null,
  ]);
});

test('mailboxes of whoever is on duty are known by what stands before the @', async () => {
  const texts = [
    'info@a.example',
    ' Sales@b.example',
    'no-reply@c.example',
    'noreply@c.example',
    'ada@a.example',
    'information@a.example',
    'info',
    'info@',
  ];
  expect(await of(`CAST(${isRoleMailbox('v')} AS VARCHAR)`, texts)).toEqual(['true', 'true', 'true', 'true', 'false', 'false', 'false', 'false']);
});

test('a normal form of a normal form is itself, and no text is refused', async () => {
  const word = fc.constantFrom(
    'Acme',
    'GmbH',
    'the',
    'Dr.',
    'O’Brien',
    'Straße',
    '12',
    '007',
    'A-1',
    '1.0E5',
    '0306406152',
    '978-0-8044-2957-3',
    '3.00',
    'x@y.com',
    'a+b@gmail.com',
    'www.x.de/',
    '2024-01-02',
    ',',
    '(',
    '#',
    'é',
  );
  const made = fc.array(fc.oneof(word, fc.string()), { minLength: 1, maxLength: 4 }).map((all) => all.join(' ').replaceAll('\0', ''));
  const texts = fc.sample(made, { numRuns: 1500, seed: 7 });
  for (const name of normaliserNames.filter((form) => !form.endsWith('_of_email') && lookupOf(form) === undefined)) {
    const { sql } = normaliser(name);
    const normal = (await of(sql('v'), texts)).filter((text) => text !== null);
    expect([name, await of(sql('v'), normal)]).toEqual([name, normal]);
  }
});
