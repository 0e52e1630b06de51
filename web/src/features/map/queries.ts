import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, here, type Schemas } from '../../api/client.ts';
import { shownDepth, shownKinds, shownScore, shownStatuses, type MapSearch } from './search.ts';

export type Graph = Schemas['Graph'];
export type GraphEntity = Schemas['GraphEntity'];
export type GraphEdge = Schemas['GraphEdge'];

/** Entities that are shown where nothing was chosen: those with the most edges. */
const overviewSize = 150;

/** What the map shows: around entities, whole sources, or the best connected entities of all. */
export function graphQuery(search: MapSearch) {
  const { source, around } = search;
  const what =
    around !== undefined && around.length > 0
      ? { entity_id: around, depth: shownDepth(search) }
      : source !== undefined && source.length > 0
        ? { source }
        : { limit: overviewSize };
  const query = { ...what, status: [...shownStatuses(search)], kind: [...shownKinds(search)], min_score: shownScore(search) };
  return queryOptions({
    queryKey: ['graph', query],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/organization/{organization_id}/graph', { params: { path: { organization_id: here() }, query }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** The registered sources, to choose from. */
export const sourcesQuery = queryOptions({
  queryKey: ['sources', 'names'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/integration-sources', { signal })),
  staleTime: 60_000,
  select: (sources) => sources.map(({ id, name }) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name)),
});
