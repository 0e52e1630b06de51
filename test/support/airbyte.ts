import { randomUUID } from 'node:crypto';
import { configured, startAirbyte, type AirbyteOptions, type AirbytePlatform, type AirbyteWorkspace } from '../../src/demo/platforms/airbyte.ts';
import type { FakeConnection, FakeSource } from '../../src/demo/platforms/airbyte-account.ts';

interface TestWorkspace extends AirbyteWorkspace {
  readonly hubspot: FakeSource;
  /** One connection for each group of HubSpot's streams. */
  readonly crm: FakeConnection;
  readonly marketing: FakeConnection;
  readonly stripe: FakeSource;
}

const stream = (name: string, hasCursor = false) => ({ name, primaryKey: [['id']], hasCursor });

/** HubSpot by two connections, Stripe by none, and much that is nobody's. */
function testWorkspace(): TestWorkspace {
  const source = (name: string, sourceType: string, streams: FakeSource['streams'], hasConsent: boolean): FakeSource => ({
    sourceId: randomUUID(),
    name,
    sourceType,
    streams,
    isRevoked: false,
    hasConsent,
  });
  const streams = [stream('contacts', true), stream('companies'), stream('deals', true), stream('campaigns'), stream('forms')];
  const hubspot = source('CRM', 'hubspot', streams, true);
  const stripe = source('Billing', 'stripe', [stream('customers')], false);
  const destination = {
    destinationId: randomUUID(),
    name: 'Warehouse',
    destinationType: 'postgres',
    configuration: { host: 'db.example.org', database: 'warehouse', schema: 'landing', password: '**********' },
  };
  const connection = (name: string, of: FakeSource, names: readonly string[]): FakeConnection => ({
    connectionId: randomUUID(),
    name,
    sourceId: of.sourceId,
    destinationId: destination.destinationId,
    status: 'active',
    statusReason: null,
    prefix: 'hs_',
    namespaceDefinition: 'custom_format',
    namespaceFormat: 'crm_${SOURCE_NAMESPACE}',
    streams: of.streams.filter(({ name: known }) => names.includes(known)).map((each) => configured(each)),
  });
  const crm = connection('CRM core', hubspot, ['contacts', 'companies']);
  const marketing = connection('CRM marketing', hubspot, ['campaigns']);
  const other = source('Else', 'postgres', [stream('rows')], false);
  const others = Array.from({ length: 230 }, (_, n) => connection(`Other ${n}`, other, ['rows']));
  return {
    sources: [hubspot, stripe, other],
    destinations: [destination],
    connections: [...others.slice(0, 150), crm, ...others.slice(150), marketing],
    jobs: [],
    hubspot,
    crm,
    marketing,
    stripe,
  };
}

export interface TestAirbyte extends AirbytePlatform {
  readonly workspace: TestWorkspace;
}

export async function startTestAirbyte(options: Omit<AirbyteOptions, 'workspace'> = {}): Promise<TestAirbyte> {
  const workspace = testWorkspace();
  return Object.assign(await startAirbyte({ ...options, workspace }), { workspace });
}
