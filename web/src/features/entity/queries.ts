import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, here, type Schemas } from '../../api/client.ts';

export type EntityFound = Schemas['EntityFound'];

/** Tables and SaaS objects of all sources by name. */
export function entitySearchQuery(text: string, limit = 20) {
  return queryOptions({
    queryKey: ['entities', 'search', text, limit],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/organization/{organization_id}/entities', {
          params: { path: { organization_id: here() }, query: { query: text.slice(0, 200), limit } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

export function entityQuery(id: string) {
  return queryOptions({
    queryKey: ['entities', 'one', id],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/organization/{organization_id}/entities/{entity_id}', { params: { path: { organization_id: here(), entity_id: id } }, signal }),
      ),
    staleTime: 30_000,
  });
}

export function tableQuery(sourceId: string, tableId: string) {
  return queryOptions({
    queryKey: ['entities', 'table', tableId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/integration-sources/{source_id}/tables/{table_id}', { params: { path: { source_id: sourceId, table_id: tableId } }, signal }),
      ),
  });
}

export function columnsQuery(sourceId: string, tableId: string) {
  return queryOptions({
    queryKey: ['entities', 'columns', tableId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/integration-sources/{source_id}/tables/{table_id}/columns', {
          params: { path: { source_id: sourceId, table_id: tableId } },
          signal,
        }),
      ),
  });
}

export function objectQuery(sourceId: string, objectId: string) {
  return queryOptions({
    queryKey: ['entities', 'object', objectId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/integration-sources/{source_id}/saas-objects/{object_id}', {
          params: { path: { source_id: sourceId, object_id: objectId } },
          signal,
        }),
      ),
  });
}

export function fieldsQuery(sourceId: string, objectId: string) {
  return queryOptions({
    queryKey: ['entities', 'fields', objectId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/integration-sources/{source_id}/saas-objects/{object_id}/saas-fields', {
          params: { path: { source_id: sourceId, object_id: objectId } },
          signal,
        }),
      ),
  });
}

/** Edges of any status with the entity at one end, those with the best scores first. */
export function edgesOfQuery(entityId: string) {
  return queryOptions({
    queryKey: ['edges', 'of', entityId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/organization/{organization_id}/edges', {
          params: { path: { organization_id: here() }, query: { entity_id: entityId, limit: 500 } },
          signal,
        }),
      ),
  });
}
