import { ApiError, api, type Schemas } from '../../api/client.ts';

/** What tables, columns, objects and fields share: a description that people can change. */
export interface Described {
  readonly id: string;
  readonly description?: string | null;
  readonly description_source?: Schemas['Column']['description_source'];
  readonly description_generated_at?: string | null;
  /** Tables and columns count their descriptions. */
  readonly description_version?: number;
}

/** Where the description of a thing is read and changed. */
export interface DescriptionPlace {
  readonly kind: 'table' | 'column' | 'saas_object' | 'saas_field';
  readonly sourceId: string;
  /** Of a field. */
  readonly objectId?: string;
  readonly id: string;
}

/** What became of a change: it is there, or somebody else was faster. */
export type Sent = { readonly outcome: 'saved'; readonly now: Described } | { readonly outcome: 'changed by others'; readonly now: Described };

/** Changes a description on the condition that it still is the one that was read. Throws ApiError where it is refused. */
export async function sendDescription(place: DescriptionPlace, description: string | null, read: Described): Promise<Sent> {
  const { get, put } = callsOf(place);
  const current = await get();
  if (current.data === undefined) throw new ApiError(current.response.status, current.error);
  const now: Described = current.data;
  if ((now.description ?? null) !== (read.description ?? null)) return { outcome: 'changed by others', now };
  const version = now.description_version;
  const body = { description, ...(version === undefined ? {} : { description_version: version }) };
  const written = await put(body, { 'If-Match': current.response.headers.get('etag') ?? '*' });
  if (written.data !== undefined) return { outcome: 'saved', now: written.data };
  if (written.response.status !== 409 && written.response.status !== 412) throw new ApiError(written.response.status, written.error);
  const after = await get();
  if (after.data === undefined) throw new ApiError(after.response.status, after.error);
  return { outcome: 'changed by others', now: after.data };
}

interface Calls {
  readonly get: () => Promise<{ data?: Described; error?: unknown; response: Response }>;
  readonly put: (
    body: { description: string | null },
    header: { 'If-Match': string },
  ) => Promise<{ data?: Described; error?: unknown; response: Response }>;
}

function callsOf({ kind, sourceId, objectId = '', id }: DescriptionPlace): Calls {
  const source = { source_id: sourceId };
  switch (kind) {
    case 'table': {
      const [route, path] = ['/api/integration-sources/{source_id}/tables/{table_id}', { ...source, table_id: id }] as const;
      return { get: () => api.GET(route, { params: { path } }), put: (body, header) => api.PUT(route, { params: { path, header }, body }) };
    }
    case 'column': {
      const [route, path] = ['/api/integration-sources/{source_id}/columns/{column_id}', { ...source, column_id: id }] as const;
      return { get: () => api.GET(route, { params: { path } }), put: (body, header) => api.PUT(route, { params: { path, header }, body }) };
    }
    case 'saas_object': {
      const [route, path] = ['/api/integration-sources/{source_id}/saas-objects/{object_id}', { ...source, object_id: id }] as const;
      return { get: () => api.GET(route, { params: { path } }), put: (body, header) => api.PUT(route, { params: { path, header }, body }) };
    }
    default: {
      const route = '/api/integration-sources/{source_id}/saas-objects/{object_id}/saas-fields/{field_id}';
      const path = { ...source, object_id: objectId, field_id: id };
      return { get: () => api.GET(route, { params: { path } }), put: (body, header) => api.PUT(route, { params: { path, header }, body }) };
    }
  }
}
