import { isList, type OpenApiDocument, type Operation, resolved, resourceIds } from './openapi.ts';

/** Where records of a resource are listed. */
export interface RecordList {
  /** `/v1/charges`, or with the name of a parent's id in it: `/v1/invoices/{invoice}/lines`. */
  readonly path: string;
  /** The resource whose records each have a list of their own, and the parameter that is their id, in the path or in the query. */
  readonly parent?: { readonly id: string; readonly parameter: string };
}

/** The resources that a path of the v1 API lists or retrieves, each with its list: of all records if there is one, else by parent. */
export function recordLists(document: OpenApiDocument): ReadonlyMap<string, RecordList | undefined> {
  const known = new Set<string>();
  const listings: Listing[] = [];
  for (const [path, { get }] of Object.entries(document.paths).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const answer = get?.responses['200']?.content?.['application/json']?.schema;
    if (get === undefined || answer === undefined || !path.startsWith('/v1/')) continue;
    const listed = resolved(answer, document);
    const items = listed !== undefined && isList(listed) ? listed.properties?.['data']?.items : undefined;
    const ids = resourceIds(items ?? answer, document);
    for (const id of ids) known.add(id);
    if (items !== undefined && ids[0] !== undefined && ids.length === 1) listings.push({ id: ids[0], path, ...parametersOf(path, get) });
  }
  const whole = new Map<string, string>();
  for (const { id, path, inPath, inQuery } of listings) if (inPath.length + inQuery.length === 0) whole.set(id, better(id, whole.get(id), path));
  const lists = new Map<string, RecordList | undefined>([...known].map((id) => [id, undefined]));
  for (const listing of listings.toSorted((a, b) => a.inQuery.length - b.inQuery.length))
    if (lists.get(listing.id) === undefined) lists.set(listing.id, byParent(listing, whole));
  for (const [id, path] of whole) lists.set(id, { path });
  return lists;
}

interface Listing {
  readonly id: string;
  readonly path: string;
  /** The parameters without which it cannot be asked for. */
  readonly inPath: readonly string[];
  readonly inQuery: readonly string[];
}

function parametersOf(path: string, { parameters = [] }: Operation): Pick<Listing, 'inPath' | 'inQuery'> {
  return {
    inPath: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
    inQuery: parameters.filter((parameter) => parameter.in === 'query' && parameter.required === true).map(({ name }) => name),
  };
}

/** Of several lists, the one that is named like the resource: `/v1/balance_transactions`, not `/v1/balance/history`. */
function better(id: string, known: string | undefined, other: string): string {
  const own = `/v1/${id.replaceAll('.', '/')}`;
  return known === undefined || (!known.startsWith(own) && other.startsWith(own)) ? other : known;
}

/** A list with one parameter that is the id of a record of another list: of the one at the start of its path, or of the one that the query names. */
function byParent({ id, path, inPath, inQuery }: Listing, whole: ReadonlyMap<string, string>): RecordList | undefined {
  const [parameter, ...others] = [...inPath, ...inQuery];
  if (parameter === undefined || others.length > 0) return undefined;
  const start = path.split('/{', 1)[0];
  const named = [id.replace(/[^.]+$/, parameter), parameter].find((name) => whole.has(name));
  const parent = inPath.length > 0 ? [...whole].find(([, list]) => list === start)?.[0] : named;
  return parent === undefined ? undefined : { path, parent: { id: parent, parameter } };
}
