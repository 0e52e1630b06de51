import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelOf, profileOf } from '../../test/support/scan-result.ts';
import { testOrganization, testStore } from '../../test/support/store.ts';
import { newId } from '../domain/ids.ts';
import { searchEntities } from './entities.ts';
import type { Store, StoreTransaction } from './open.ts';
import { saveScan } from './scan-results.ts';
import { sourceFigures } from './source-overview.ts';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

/** Two databases and a SaaS source, and what can happen to what they hold; `n` chooses among what there is. */
async function newCatalog() {
  const { id: organizationId, dataKey } = await testOrganization(store);
  const [shop, depot, crm] = [newId(), newId(), newId()];
  const within = <T>(run: (trx: StoreTransaction) => Promise<T>) => store.inOrganization(organizationId, run);
  await within((trx) =>
    sql`
      INSERT INTO integration_sources (organization_id, id, name, source_type, connector_type)
      VALUES (${organizationId}, ${shop}, 'One', 'database', 'sqlite'), (${organizationId}, ${depot}, 'Two', 'database', 'sqlite'),
             (${organizationId}, ${crm}, 'Three', 'saas', 'hubspot')`.execute(trx),
  );
  const some = (table: string, n: number) =>
    sql`(SELECT id FROM ${sql.table(table)} WHERE organization_id = ${organizationId} AND abs(hashtext(id::text)) % 3 = ${n % 3})`;

  const steps = {
    /** Tables and columns that come, go and come back. */
    scan(trx: StoreTransaction, n: number) {
      const among = { Orders: ['id', 'total', 'note'], lines: ['id', 'order'], customers: ['id', 'name'], LINES: ['id'] };
      const kept = Object.entries(among).filter((_, i) => (n >> i) & 1);
      const model = modelOf(Object.fromEntries(kept.map(([name, columns]) => [name, columns.filter((_, i) => i === 0 || (n >> (4 + i)) & 1)])));
      const sourceId = n % 2 === 0 ? shop : depot;
      return saveScan(trx, { organizationId, sourceId, jobId: newId(), model, profile: profileOf(model), findings: [], dataKey, at: new Date() });
    },
    objects: (trx: StoreTransaction, n: number) =>
      sql`
        INSERT INTO saas_objects (organization_id, id, integration_source_id, object_name, api_identifier)
        SELECT organization_id, gen_random_uuid(), integration_sources.id, object, object
        FROM integration_sources, unnest(${['Contact', 'orders', `Object ${n % 3}`]}::text[]) AS object WHERE integration_sources.id = ${crm}
        ON CONFLICT (organization_id, integration_source_id, api_identifier) DO UPDATE SET object_name = excluded.object_name || ${String(n % 2)}`.execute(
        trx,
      ),
    fields: (trx: StoreTransaction, n: number) =>
      sql`
        INSERT INTO saas_fields (organization_id, id, saas_object_id, field_name, api_identifier)
        SELECT organization_id, gen_random_uuid(), id, ${`f${n % 4}`}, ${`f${n % 4}`} FROM saas_objects ON CONFLICT DO NOTHING`.execute(trx),
    rename: (trx: StoreTransaction, n: number) =>
      sql`UPDATE saas_objects SET object_name = ${n % 2 === 0 ? 'CONTACT' : `Case ${n}`} WHERE id IN ${some('saas_objects', n)}`.execute(trx),
    hide: (trx: StoreTransaction, n: number) =>
      sql`UPDATE saas_objects SET is_active = ${n % 2 === 0} WHERE id IN ${some('saas_objects', n)}`.execute(trx),
    hideFields: (trx: StoreTransaction, n: number) =>
      sql`UPDATE saas_fields SET is_active = ${n % 2 === 0} WHERE id IN ${some('saas_fields', n)}`.execute(trx),
    describe: (trx: StoreTransaction, n: number) => sql`UPDATE source_tables SET description = ${String(n)}`.execute(trx),
    deactivate: (trx: StoreTransaction, n: number) =>
      sql`UPDATE source_tables SET is_active = ${n % 2 === 0} WHERE id IN ${some('source_tables', n)}`.execute(trx),
    move: (trx: StoreTransaction, n: number) =>
      sql`UPDATE source_tables SET integration_source_id = ${n % 2 === 0 ? shop : depot} WHERE id IN ${some('source_tables', n)}`.execute(trx),
    deleteColumns: (trx: StoreTransaction, n: number) => sql`DELETE FROM source_columns WHERE id IN ${some('source_columns', n)}`.execute(trx),
    deleteTables: (trx: StoreTransaction, n: number) => sql`DELETE FROM source_tables WHERE id IN ${some('source_tables', n)}`.execute(trx),
    deleteObjects: (trx: StoreTransaction, n: number) => sql`DELETE FROM saas_objects WHERE id IN ${some('saas_objects', n)}`.execute(trx),
    deleteSchemas: (trx: StoreTransaction, n: number) => sql`DELETE FROM source_schemas WHERE id IN ${some('source_schemas', n)}`.execute(trx),
    deleteSource: (trx: StoreTransaction, n: number) => sql`DELETE FROM integration_sources WHERE id = ${n % 7 === 0 ? crm : newId()}`.execute(trx),
  };
  const happen = (step: keyof typeof steps, n: number): Promise<unknown> => within((trx): Promise<unknown> => steps[step](trx, n));
  return { organizationId, sources: [shop, depot, crm], within, steps, happen };
}

type Catalog = Awaited<ReturnType<typeof newCatalog>>;

const texts = ['o', 'er', 'ines', 'ontact', 'orders', 'object 1', 'two', 'nothing has it'];

/** What is shown, beside what a look at all entities and attributes gives. */
async function shown({ organizationId, sources }: Catalog, trx: StoreTransaction) {
  const figures = await sourceFigures(trx, organizationId, sources);
  const found = [];
  for (const text of texts) {
    const ids = await searchEntities(trx, organizationId, { words: text.split(' '), limit: 1000 });
    found.push({ text, ids: ids.toSorted() });
  }
  return { figures: sources.map((id) => ({ id, entities: figures.get(id)?.entities, attributes: figures.get(id)?.attributes })), found };
}

async function counted({ sources }: Catalog, trx: StoreTransaction) {
  const { rows } = await sql<{ id: string; entities: number; attributes: number }>`
    SELECT source.id, count(DISTINCT entity.id) AS entities, count(attribute_id) AS attributes
    FROM unnest(${sources}::uuid[]) AS source (id)
    LEFT JOIN (
      SELECT entity.id, entity.integration_source_id, col.id AS attribute_id
      FROM source_tables AS entity LEFT JOIN source_columns AS col ON col.table_id = entity.id AND col.is_present WHERE entity.is_present
      UNION ALL
      SELECT entity.id, entity.integration_source_id, field.id
      FROM saas_objects AS entity LEFT JOIN saas_fields AS field ON field.saas_object_id = entity.id AND field.is_active WHERE entity.is_active
    ) AS entity ON entity.integration_source_id = source.id
    GROUP BY source.id`.execute(trx);
  const entities = await sql<{ id: string; name: string; around: string }>`
    SELECT source_tables.id, source_tables.name, source_schemas.name || E'\n' || integration_sources.name AS around FROM source_tables
    JOIN source_schemas ON source_schemas.id = schema_id JOIN integration_sources ON integration_sources.id = source_tables.integration_source_id
    WHERE source_tables.is_active AND is_present
    UNION ALL
    SELECT saas_objects.id, object_name, integration_sources.name FROM saas_objects
    JOIN integration_sources ON integration_sources.id = integration_source_id WHERE saas_objects.is_active`.execute(trx);
  const has = (text: string, word: string): boolean => text.toLowerCase().includes(word);
  const of = (text: string): string[] =>
    entities.rows.filter(({ name, around }) => text.split(' ').every((word) => has(name, word) || has(around, word))).map(({ id }) => id);
  return {
    figures: sources.map((id) => rows.find((row) => row.id === id)),
    found: texts.map((text) => ({ text, ids: of(text).toSorted() })),
  };
}

/** Names and counts that stay although nothing has them any more. */
const leftOver = async (trx: StoreTransaction): Promise<unknown[]> =>
  (
    await sql`
      SELECT name FROM entity_names WHERE name NOT IN (SELECT search_name FROM source_tables UNION SELECT search_name FROM saas_objects)
      UNION ALL
      SELECT source_id::text FROM entity_counts
      WHERE source_id NOT IN (SELECT integration_source_id FROM source_tables UNION SELECT integration_source_id FROM saas_objects)`.execute(trx)
  ).rows;

const names = [
  'scan',
  'objects',
  'fields',
  'rename',
  'hide',
  'hideFields',
  'describe',
  'deactivate',
  'move',
  'deleteColumns',
  'deleteTables',
  'deleteObjects',
  'deleteSchemas',
  'deleteSource',
] as const;

test('whatever happens to entities, figures and searches are what a look at all of them gives', async () => {
  const events = fc.array(fc.tuple(fc.constantFrom(...names), fc.nat(1000)), { minLength: 3, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(events, async (sequence) => {
      const catalog = await newCatalog();
      await catalog.happen('scan', 1022);
      await catalog.happen('scan', 1023);
      await catalog.happen('objects', 1);
      await catalog.happen('fields', 1);
      for (const [name, n] of sequence) {
        await catalog.happen(name, n);
        await catalog.within(async (trx) => {
          expect(await shown(catalog, trx), name).toEqual(await counted(catalog, trx));
          expect(await leftOver(trx), name).toEqual([]);
        });
      }
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

test('who changes entities waits for nobody who counts, and all changes count', async () => {
  const catalog = await newCatalog();
  await catalog.happen('objects', 1);
  await catalog.within(async (trx) => {
    await catalog.steps.objects(trx, 2);
    await catalog.steps.scan(trx, 1022);
    await catalog.happen('scan', 1023);
  });
  await Promise.all([1022, 1023, 302, 303, 511, 1000].map((n) => catalog.happen('scan', n)));
  await Promise.all([catalog.happen('fields', 2), catalog.happen('describe', 1), catalog.happen('scan', 1020), catalog.happen('fields', 3)]);
  await catalog.within(async (trx) => expect(await shown(catalog, trx)).toEqual(await counted(catalog, trx)));
});
