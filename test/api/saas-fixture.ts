import { newId } from '../../src/domain/ids.ts';
import type { TestApi } from './support.ts';

/** Registers a SaaS source by the store: no connector of that type is installed yet. */
export async function saasSource(api: TestApi, options: { organizationId?: string; name?: string } = {}): Promise<string> {
  const organizationId = options.organizationId ?? api.organizationId;
  const id = newId();
  await api.store.inOrganization(organizationId, (trx) =>
    trx
      .insertInto('integration_sources')
      .values({ organization_id: organizationId, id, name: options.name ?? 'CRM', source_type: 'saas', connector_type: 'hubspot' })
      .execute(),
  );
  return id;
}

/** Adds an object, and answers with its id. */
export async function saasObject(api: TestApi, sourceId: string, apiIdentifier: string, token?: string): Promise<string> {
  const body = { object_name: apiIdentifier, api_identifier: apiIdentifier };
  return made(await api.call('POST', `/api/integration-sources/${sourceId}/saas-objects`, body, token));
}

/** Adds a field, and answers with its id. */
export async function saasField(api: TestApi, sourceId: string, objectId: string, apiIdentifier: string, token?: string): Promise<string> {
  const body = { field_name: apiIdentifier, api_identifier: apiIdentifier };
  return made(await api.call('POST', `/api/integration-sources/${sourceId}/saas-objects/${objectId}/saas-fields`, body, token));
}

function made({ status, id, text }: Awaited<ReturnType<TestApi['call']>>): string {
  if (status !== 201) throw new Error(text);
  return id;
}
