import { join } from 'node:path';
import Database from 'libsql';
import { call } from './server.mjs';

/** Puts one of every resource into the catalog, once a `number`; returns their ids by the names that paths have for them, `saas` being the SaaS source. */
export async function fill(url, directory, number) {
  const instance_label = `FILL_${number}`;
  const path = join(directory, 'shop.sqlite');
  shop(path);
  const source = await call(url, 'POST', '/api/integration-sources', {
    name: 'Shop',
    connector_type: 'sqlite',
    instance_label,
    configuration: { path },
  });
  const job = await finished(url, await call(url, 'POST', `/api/integration-sources/${source.id}/scan`));
  const [database] = await call(url, 'GET', `/api/integration-sources/${source.id}/databases`);
  const [schema] = await call(url, 'GET', `/api/integration-sources/${source.id}/schemas`);
  const columns = await call(url, 'GET', `/api/integration-sources/${source.id}/columns`);
  const email = columns.find(({ name }) => name === 'email');
  const [relationship] = await call(url, 'GET', `/api/integration-sources/${source.id}/relationships`);
  const bulk = await call(url, 'POST', '/api/integration-sources/relationships/bulk-status', {
    relationship_ids: [relationship.id],
    status: 'REJECTED',
  });
  const organization = `/api/organization/${source.organization_id}`;
  return {
    source_id: source.id,
    integration_source_id: source.id,
    organization_id: source.organization_id,
    job_id: job.id,
    database_id: database.id,
    schema_id: schema.id,
    table_id: email.table_id,
    column_id: email.id,
    relationship_id: relationship.id,
    batch_id: bulk.batch_id,
    ...(await saas(url, organization, email.id, instance_label)),
    ...(await people(url, organization, source.id, number)),
  };
}

/** Three tables that relate. */
function shop(path) {
  const database = new Database(path);
  database.exec(`
    CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers, total NUMERIC);
    CREATE TABLE order_lines (order_id INTEGER, line INTEGER, product TEXT, PRIMARY KEY (order_id, line));
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO customers SELECT i, 'c' || i || '@example.org' FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO orders SELECT i, 1 + i % 200, i * 1.5 FROM n;
    INSERT INTO order_lines SELECT id, line, 'p' || (id % 17) FROM orders, (SELECT 1 AS line UNION SELECT 2);`);
  database.close();
}

async function finished(url, job) {
  const deadline = Date.now() + 60_000;
  let { state } = job;
  while (state !== 'succeeded') {
    if (state === 'failed' || Date.now() > deadline) throw new Error(`the scan is ${state}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    ({ state } = await call(url, 'GET', `/api/jobs/${job.id}`));
  }
  return job;
}

async function saas(url, organization, columnId, instance_label) {
  const crm = await call(url, 'POST', '/api/integration-sources', { name: 'CRM', source_type: 'saas', connector_type: 'intercom', instance_label });
  const objects = `/api/integration-sources/${crm.id}/saas-objects`;
  const contact = await call(url, 'POST', objects, { object_name: 'Contact', api_identifier: 'contacts' });
  const company = await call(url, 'POST', objects, { object_name: 'Company', api_identifier: 'companies' });
  const field = await call(url, 'POST', `${objects}/${contact.id}/saas-fields`, { field_name: 'E-mail', api_identifier: 'email' });
  const association = await call(url, 'POST', `/api/integration-sources/${crm.id}/saas-associations`, {
    from_object_id: contact.id,
    to_object_id: company.id,
    association_type_id: '279',
    association_label: 'Contact to Company',
  });
  const link = await call(url, 'POST', `${organization}/entity-links`, { source_column_id: columnId, target_field_id: field.id });
  return { saas: crm.id, object_id: contact.id, field_id: field.id, association_id: association.id, entity_link_id: link.id };
}

async function people(url, organization, sourceId, number) {
  const user = await call(url, 'POST', `${organization}/user`, { email: `ada${number}@example.org` });
  const member = await call(url, 'POST', `${organization}/member`, { user_id: user.id });
  const token = await call(url, 'POST', '/api/tokens', { name: 'Ada', user_id: user.id });
  const identifier = await call(url, 'POST', `${organization}/user/${user.id}/identifiers`, {
    organization_id: member.organization_id,
    user_id: user.id,
    integration_source_id: sourceId,
    identifier_key: 'owner_id',
    identifier_value: '7',
    discovery_method: 'manual',
  });
  await call(url, 'PUT', `${organization}/ontology`, { change_log: 'first', ontology: { business_entities: [], metadata: { number } } });
  return { user_id: user.id, member_id: member.id, token_id: token.id, identifier_id: identifier.id, version: 1 };
}
