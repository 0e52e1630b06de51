import type { TestApi } from './support.ts';

let count = 0;

/** Registers a SaaS source, and answers with its id. */
export async function saasSource(api: TestApi): Promise<string> {
  count += 1;
  const body = { name: `CRM ${count}`, source_type: 'saas', connector_type: 'intercom', instance_label: `CRM${count}` };
  return made(await api.call('POST', '/api/integration-sources', body));
}

/** Adds an object, and answers with its id. */
export async function saasObject(api: TestApi, sourceId: string, apiIdentifier: string): Promise<string> {
  const body = { object_name: apiIdentifier, api_identifier: apiIdentifier };
  return made(await api.call('POST', `/api/integration-sources/${sourceId}/saas-objects`, body));
}

/** Adds a field, and answers with its id. */
export async function saasField(api: TestApi, sourceId: string, objectId: string, apiIdentifier: string): Promise<string> {
  const body = { field_name: apiIdentifier, api_identifier: apiIdentifier };
  return made(await api.call('POST', `/api/integration-sources/${sourceId}/saas-objects/${objectId}/saas-fields`, body));
}

function made({ status, id, text }: Awaited<ReturnType<TestApi['call']>>): string {
  if (status !== 201) throw new Error(text);
  return id;
}
