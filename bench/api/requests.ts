import type { Place, Places } from './places.ts';

/** One thing that clients ask for, at many places. */
export interface Measured {
  readonly name: string;
  readonly paths: readonly string[];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly format?: string;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

type Fetch = (path: string) => Promise<{ readonly status: number; readonly next: string | undefined }>;

const scope = new Set(['organization_id', 'resource_id', 'source_id', 'integration_source_id', 'data_source_id', 'context_source_id', 'job_id']);
const pagesDeep = 20;
/** Neither pages nor one thing: counts over all edges, searches in the graph of all, and SQL that sources are asked about. */
const leftOut = /\/(facets|threshold|graph|sql|join-paths\/\{to_entity_id\})$/;

/**
 * Every GET of the document that answers JSON, but for what is counted or searched over everything, or asks sources. Lists are asked for pages of 100: the first, one as deep as twenty pages, and the first with each of
 * their filters. What needs an id that no place has is named and left out.
 */
export async function readsOf(document: Document, places: Places, fetch: Fetch): Promise<Measured[]> {
  const reads: Measured[] = [];
  for (const [path, operations] of Object.entries(document.paths)) {
    const operation = operations['get'];
    if (operation === undefined || operation.responses['200']?.content?.['application/json'] === undefined || leftOut.test(path)) continue;
    const at = fitting(path, places);
    if (at === undefined) {
      console.log(`not measured: no place has all ids of ${path}`);
      continue;
    }
    const all = at.map((place) => fill(path, place));
    const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
    const paged = query.some(({ name }) => name === 'limit')
      ? 'limit=100'
      : query.some(({ name }) => name === 'page_size')
        ? 'page_size=100'
        : undefined;
    const variants: Measured[] = [{ name: '', paths: all.map((url) => join(url, paged)) }];
    if (paged !== undefined) {
      const deep = await Promise.all([...new Set(all)].slice(0, 4).map((url) => deepPage(join(url, paged), fetch)));
      const found = deep.filter((url) => url !== undefined);
      if (found.length > 0) variants.push({ name: 'deep page', paths: found });
      for (const { name, schema } of query) {
        const ids = at.filter((place) => typeof place[name] === 'string' && !scope.has(name));
        if (ids.length > 0) variants.push({ name, paths: ids.map((place) => join(fill(path, place), `${name}=${place[name] ?? ''}&${paged}`)) });
        else
          for (const value of valuesFor(name, schema))
            variants.push({ name: `${name}=${value}`, paths: all.map((url) => join(url, `${name}=${value}&${paged}`)) });
      }
    }
    for (const { name, paths } of variants) reads.push({ name: `${path.replace(/^\/api/, '')}${name === '' ? '' : ` (${name})`}`, paths });
  }
  return reads;
}

function fitting(path: string, places: Places): readonly Place[] | undefined {
  const order = path.includes('/saas-')
    ? [places.saas]
    : path.includes('/organization')
      ? [places.organization]
      : [places.database, places.organization];
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const have = order.map((list) => list.filter((place) => names.every((name) => typeof place[name] === 'string' || typeof place[name] === 'number')));
  const found = have.find((list) => list.length > 0);
  return names.length === 0 ? found?.slice(0, 1) : found;
}

const fill = (path: string, place: Place): string => path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => String(place[name]));

const join = (url: string, query: string | undefined): string => (query === undefined ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`);

/** As far as the Link headers lead, at most twenty pages; undefined where there is one page only. */
async function deepPage(first: string, fetch: Fetch): Promise<string | undefined> {
  let url: string | undefined;
  let next = (await fetch(first)).next;
  for (let page = 1; page < pagesDeep && next !== undefined; page += 1) {
    url = next;
    next = (await fetch(url)).next;
  }
  return url;
}

/** Values that a filter is measured with: all words and truth values, or some text or number. */
function valuesFor(name: string, schema: Schema): readonly string[] {
  if (name === 'limit' || name === 'cursor' || name === 'page_size' || scope.has(name) || /(^|_)id$/.test(name)) return [];
  const schemas = [schema, ...(schema.anyOf ?? [])];
  const words = schemas.flatMap((one) => one.enum ?? []);
  if (words.length > 0) return words;
  const types = schemas.flatMap((one) => one.type ?? []);
  if (types.includes('boolean')) return ['true', 'false'];
  if (types.includes('integer')) return ['3'];
  if (types.includes('number')) return ['0.7'];
  if (schemas.some(({ format }) => format === 'date-time')) return ['2026-02-01T00:00:00Z'];
  if (types.includes('string')) return [name.includes('type') ? 'mysql' : 'unit'];
  return [];
}
