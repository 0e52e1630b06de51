import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { call } from './server.mjs';

/** Starts a fake Airbyte of one connection on loopback, and makes it the organization's: what says of Airbyte is answered by one, as it is for users. */
export async function connectAirbyte(root, url) {
  const { configured, startAirbyte } = await import(join(root, 'dist/demo/platforms/airbyte.js'));
  const streams = [{ name: 'contacts', primaryKey: [['id']], hasCursor: true }];
  const source = { sourceId: randomUUID(), name: 'CRM', sourceType: 'hubspot', streams, isRevoked: false, hasConsent: true };
  const destination = {
    destinationId: randomUUID(),
    name: 'Warehouse',
    destinationType: 'postgres',
    configuration: { host: 'db.example.org', database: 'lake' },
  };
  const connection = {
    connectionId: randomUUID(),
    name: 'CRM core',
    sourceId: source.sourceId,
    destinationId: destination.destinationId,
    status: 'active',
    statusReason: null,
    prefix: '',
    namespaceDefinition: 'destination',
    namespaceFormat: null,
    streams: streams.map((each) => configured(each)),
  };
  const workspace = { sources: [source], destinations: [destination], connections: [connection], jobs: [] };
  const airbyte = await startAirbyte({ workspace, limit: 100_000 });
  const { organization } = await call(url, 'GET', '/api/me');
  await call(url, 'PUT', `/api/organization/${organization.id}/airbyte`, airbyte.config);
  return airbyte;
}
