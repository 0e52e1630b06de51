import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { duckdbDialect } from '../dialects/duckdb.ts';
import type { EntityModel } from '../domain/entity.ts';
import { elementsPath, recordsPath, type AssociationFinding, type SaasRecords } from '../domain/saas-records.ts';
import type { SaasAssociationModel, SaasModel } from '../domain/saas.ts';
import { openDuckDB } from '../duckdb/engine.ts';
import { profileSource } from '../profiling/profile-source.ts';
import { openStaging } from '../profiling/staging.ts';
import { inferAssociations } from './infer.ts';

type Value = string | number | null;
interface Records {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** Elements of this list of that object. */
  readonly list?: { readonly of: string; readonly field: string };
  readonly name?: string;
}

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
const companies: Records = { fields: ['id', 'title'], rows: range(40).map((i) => [7000 + i * 3, `Company ${i}`]) };
const company = (i: number): number => 7000 + ((i * 7) % 40) * 3;
const contacts = (companyOf: (i: number) => Value, field = 'company_id'): Records => ({
  fields: ['id', field, 'nickname'],
  rows: range(120).map((i) => [9_000_000 + i * 11, companyOf(i), `nick ${i % 30}`]),
});

interface Options {
  readonly associations?: readonly SaasAssociationModel[];
  /** By `object.field`. */
  readonly references?: Readonly<Record<string, readonly string[]>>;
  readonly records?: Partial<SaasRecords>;
}

/** Reads, stages, profiles and infers, as a scan does. */
async function infer(objects: Readonly<Record<string, Records>>, { associations = [], references = {}, records = {} }: Options = {}) {
  const signal = new AbortController().signal;
  const named = Object.entries(objects).map(([name, given]) => ({ ...given, name, entity: entityOf(name, given) }));
  const model = { databases: [], schemas: [], entities: named.map(({ entity }) => entity), notes: [] };
  const saas: SaasModel = {
    objects: named
      .filter(({ list }) => list === undefined)
      .map(({ name, fields }) => ({
        apiIdentifier: name,
        objectName: objects[name]?.name ?? name,
        isCustom: false,
        fields: fields.map((apiIdentifier) => ({
          apiIdentifier,
          fieldName: apiIdentifier,
          dataType: 'string',
          isRequired: false,
          isUnique: false,
          isCustom: false,
          isSensitive: false,
          references: references[`${name}.${apiIdentifier}`] ?? [],
        })),
      })),
    associations,
    notes: [],
  };
  const staging = await openStaging({ directory: join(await mkdtemp(join(tmpdir(), 'cognate-associations-')), 'staging'), model });
  try {
    const reader = {
      async *read(path: EntityModel['path']) {
        const rows = named.find(({ entity }) => entity.path.name === path.name)?.rows ?? [];
        yield await Promise.resolve({ rows: rows.map((row) => row.map((value) => (value === null ? null : String(value)))) });
      },
    };
    const profile = await profileSource(reader, model, staging, { signal, sampleRows: null, onProgress: () => {} });
    const all: SaasRecords = { origin: 'landed', model, profile, limit: null, unread: new Map(), ...records };
    const dialect = all.origin === 'landed' ? { ...duckdbDialect, table: ({ name }: EntityModel['path']) => duckdbDialect.ident(name) } : null;
    return await inferAssociations({ saas, records: all, staging, dialect, signal, onProgress: () => {} });
  } finally {
    await staging.remove();
  }
}

function entityOf(name: string, { fields, list }: Records): EntityModel {
  return {
    path: list === undefined ? recordsPath(name) : elementsPath(list.of, list.field),
    kind: 'table',
    attributes: fields.map((field, i) => ({ name: field, dataType: 'VARCHAR', isNullable: true, ordinal: i + 1 })),
    keys: [],
    indexes: [],
    foreignKeys: [],
    notes: [],
    ...(list === undefined ? {} : { derived: { from: recordsPath(list.of), key: 'id', array: list.field } }),
  };
}

const texts = (findings: readonly AssociationFinding[]): string[] =>
  findings.map(({ from, field, to, targetField }) => `${from}.${field} -> ${to}.${targetField}`);

test('a field that holds ids of another object is an association, with counts that its check repeats on the source', async () => {
  const objects = { contacts: contacts(company), companies };
  const [finding, ...others] = await infer(objects);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ from: 'contacts', field: 'company_id', to: 'companies', targetField: 'id', cardinality: 'N:1' });
  const db = await openDuckDB({ memoryLimitMb: 200, threads: 1, tempDirectory: await mkdtemp(join(tmpdir(), 'cognate-check-')) });
  try {
    for (const [name, { fields, rows }] of Object.entries(objects)) {
      await db.run(`CREATE TABLE ${name} (${fields.map((field) => `${field} VARCHAR`).join(', ')})`);
      await db.run(`INSERT INTO ${name} VALUES ${rows.map((row) => `(${row.map((value) => `'${value}'`).join(', ')})`).join(', ')}`);
    }
    expect(finding?.evidence.value).toMatchObject((await db.rows(finding?.evidence.check_sql ?? ''))[0] ?? {});
  } finally {
    db.close();
  }
});

test('each element of a list refers to its object; records of a list are no association', async () => {
  const rows = range(120).flatMap((i) => [0, 1, 2].slice(0, i % 4).map((k): Value[] => [9_000_000 + i * 11, company(i + 13 * k)]));
  const found = await infer({
    contacts: contacts(() => null),
    companies,
    list: { fields: ['id', 'companies'], rows, list: { of: 'contacts', field: 'companies' } },
  });
  expect(texts(found)).toEqual(['contacts.companies -> companies.id']);
  expect(found[0]?.cardinality).toBe('N:M');
});

test('what only one record has in its list it has alone', async () => {
  const rows = range(40).map((i): Value[] => [9_000_000 + ((i * 7) % 25) * 11, 7000 + i * 3]);
  const found = await infer({
    contacts: contacts(() => null),
    companies,
    list: { fields: ['id', 'companies'], rows, list: { of: 'contacts', field: 'companies' } },
  });
  expect(found).toMatchObject([{ field: 'companies', cardinality: '1:N' }]);
});

test('lists in texts are taken apart, and SQL of the source takes them apart too', async () => {
  const objects = { contacts: contacts((i) => (i % 9 === 0 ? null : `${company(i)};${company(i + 1)}`), 'all_company_ids'), companies };
  const [finding, ...others] = await infer(objects);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ from: 'contacts', field: 'all_company_ids', to: 'companies', cardinality: 'N:M' });
  const { value, check_sql } = finding?.evidence ?? {};
  expect(value).toMatchObject({ rows: 212, null_rows: 0, orphan_distinct: 0 });
  const db = await openDuckDB({ memoryLimitMb: 200, threads: 1, tempDirectory: await mkdtemp(join(tmpdir(), 'cognate-check-')) });
  try {
    await db.run('CREATE TABLE contacts (id VARCHAR, all_company_ids VARCHAR, nickname VARCHAR); CREATE TABLE companies (id VARCHAR, title VARCHAR)');
    const literal = (row: readonly Value[]) => `(${row.map((one) => (one === null ? 'NULL' : `'${one}'`)).join(', ')})`;
    await db.run(
      `INSERT INTO contacts VALUES ${objects.contacts.rows.map(literal).join(', ')}; INSERT INTO companies VALUES ${companies.rows.map(literal).join(', ')}`,
    );
    expect(value).toMatchObject((await db.rows(check_sql ?? ''))[0] ?? {});
  } finally {
    db.close();
  }
});

test('lists in JSON that nobody has taken apart are taken apart', async () => {
  const list = (i: number): string => JSON.stringify(range(i % 4).map((k) => String(company(i + k))));
  const found = await infer({ contacts: contacts(list, 'company_ids'), companies }, { records: { origin: 'sample', limit: 1000 } });
  expect(texts(found)).toEqual(['contacts.company_ids -> companies.id']);
  expect(found[0]).toMatchObject({ cardinality: 'N:M', evidence: { value: { rows: 180, orphan_distinct: 0 } } });
  const objects = contacts((i) => JSON.stringify([{ id: company(i) }]), 'company_ids');
  expect(await infer({ contacts: objects, companies })).toEqual([]);
});

test('sentences and decimals are no lists', async () => {
  const prose: Records = {
    fields: ['id', 'text', 'price'],
    rows: range(60).map((i) => [500 + i, `${company(i)}; see ${company(i + 1)}`, `${company(i)},${i % 10}`]),
  };
  expect(await infer({ notes: prose, companies })).toEqual([]);
});

test('a field may refer to several objects', async () => {
  const id = (mark: string, i: number) => `${mark}_${String((i * 7919) % 9973).padStart(5, '0')}`;
  const of = (mark: string): Records => ({ fields: ['id', 'label'], rows: range(50).map((i) => [id(mark, i), `label ${i % 8}`]) });
  const payments: Records = {
    fields: ['id', 'source'],
    rows: range(90).map((i) => [id('pay', i), i % 3 === 0 ? id('bank', i % 50) : id('card', i % 50)]),
  };
  const found = await infer({ payments, bank_accounts: of('bank'), cards: of('card') });
  expect(texts(found).toSorted()).toEqual(['payments.source -> bank_accounts.id', 'payments.source -> cards.id']);
  expect(new Set(found.map(({ evidence }) => evidence.slice?.value))).toEqual(new Set(['bank_', 'card_']));
});

test('an object whose identifier says nothing is known by its name', async () => {
  const ids = (i: number): Value => i + 1;
  const objects = {
    '2-3465710': { fields: ['id', 'model'], rows: range(60).map((i) => [ids(i), `m ${i % 7}`]), name: 'Machine' },
    '2-3465711': { fields: ['id', 'place'], rows: range(70).map((i) => [ids(i), `p ${i % 7}`]), name: 'Warehouse' },
    visits: { fields: ['id', 'machine_id', 'warehouse_id'], rows: range(200).map((i) => [ids(i), ids((i * 7) % 55), ids((i * 11) % 52)]) },
  };
  expect(texts(await infer(objects)).toSorted()).toEqual(['visits.machine_id -> 2-3465710.id', 'visits.warehouse_id -> 2-3465711.id']);
});

test('what the platform defines by a field is measured', async () => {
  const association = {
    from: 'contacts',
    to: 'companies',
    typeId: '1',
    label: 'works for',
    category: 'PLATFORM_DEFINED',
    cardinality: 'N:1',
    field: 'works_for',
    metadata: {},
  } as const;
  const orphans = contacts((i) => (i < 12 ? 1 : company(i)), 'works_for');
  const [finding, ...others] = await infer({ contacts: orphans, companies }, { associations: [association] });
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    field: 'works_for',
    to: 'companies',
    score: 1,
    evidence: { model: 'declared', value: { orphan_distinct: 1, orphan_rows: 12 } },
  });
});

test('a field that the platform says holds ids of an object is likely an association, unless its values say otherwise', async () => {
  const references = { 'contacts.xyz': ['companies'] };
  const borneOut = await infer({ contacts: contacts(company, 'xyz'), companies }, { references });
  expect(borneOut).toMatchObject([{ field: 'xyz', score: 0.95, evidence: { model: 'referenced type', band: 'auto' } }]);
  expect(await infer({ contacts: contacts((i) => `other ${i % 40}`, 'xyz'), companies }, { references })).toEqual([]);
});

test('what the platform defines is not measured where the records cannot tell', async () => {
  const association = {
    from: 'contacts',
    to: 'companies',
    typeId: '1',
    label: 'works for',
    category: 'X',
    cardinality: 'N:1',
    field: 'works_for',
    metadata: {},
  } as const;
  const [held, empty] = [contacts(company, 'works_for'), contacts(() => null, 'works_for')];
  const none = { ...companies, rows: [] };
  for (const objects of [
    { contacts: empty, companies },
    { contacts: held, companies: none },
  ])
    expect(await infer(objects, { associations: [association] })).toEqual([]);
  const cut = { origin: 'sample', limit: 10 } as const;
  expect(await infer({ contacts: held, companies }, { associations: [association], records: cut })).toEqual([]);
  const typed = await infer(
    { contacts: held, companies: { ...companies, rows: companies.rows.slice(0, 1) } },
    { references: { 'contacts.works_for': ['companies'] }, records: { origin: 'sample', limit: 1 } },
  );
  expect(typed).toMatchObject([{ score: 0.95, evidence: { sentence: 'The platform says that contacts.works_for holds ids of companies.' } }]);
});

test('a sample that was cut off is no target, unless the platform says so; nothing can be asked again', async () => {
  const objects = { contacts: contacts(company), companies };
  const cut = { origin: 'sample', limit: companies.rows.length } as const;
  expect(await infer(objects, { records: cut })).toEqual([]);
  const [known] = await infer(objects, { records: cut, references: { 'contacts.company_id': ['companies'] } });
  expect(known).toMatchObject({ score: 0.95, evidence: { method: 'sample', check_sql: null } });
  const [whole] = await infer(objects, { records: { origin: 'sample', limit: 1000 } });
  expect(whole).toMatchObject({ field: 'company_id', evidence: { method: 'sample', check_sql: null } });
  expect(await infer(objects, { records: { unread: new Map([['companies', 'It may not be read.']]) } })).toEqual([]);
});
