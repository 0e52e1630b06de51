import { isList, type OpenApiDocument, type Operation, resolved, resourceIds } from './openapi.ts';

/** The resources that a path of the v1 API lists or retrieves, with the path that lists all of them; undefined where there is none. */
export function listPaths(document: OpenApiDocument): ReadonlyMap<string, string | undefined> {
  const paths = new Map<string, string | undefined>();
  for (const [path, { get }] of Object.entries(document.paths).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const answer = get?.responses['200']?.content?.['application/json']?.schema;
    if (get === undefined || answer === undefined || !path.startsWith('/v1/')) continue;
    const listed = resolved(answer, document);
    const items = listed !== undefined && isList(listed) ? listed.properties?.['data']?.items : undefined;
    const ids = resourceIds(items ?? answer, document);
    const listing = items !== undefined && ids.length === 1 && listsAll(path, get) ? path : undefined;
    for (const id of ids) paths.set(id, better(id, paths.get(id), listing));
  }
  return paths;
}

/** Other lists are those of one parent: `/v1/invoices/{invoice}/lines`, `/v1/subscription_items?subscription=…`. */
function listsAll(path: string, { parameters }: Operation): boolean {
  return !path.includes('{') && !(parameters ?? []).some((parameter) => parameter.in === 'query' && parameter.required === true);
}

/** Of several lists, the one that is named like the resource: `/v1/balance_transactions`, not `/v1/balance/history`. */
function better(id: string, known: string | undefined, other: string | undefined): string | undefined {
  if (known === undefined || other === undefined) return known ?? other;
  const own = `/v1/${id.replaceAll('.', '/')}`;
  return !known.startsWith(own) && other.startsWith(own) ? other : known;
}
