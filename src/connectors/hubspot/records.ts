import type { Batch } from '../contract.ts';
import type { HttpClient } from '../http-client.ts';
import { paths } from './calls.ts';
import { ownersPayload, recordsPayload } from './payloads.ts';
import { valueText } from './value-text.ts';

const pageSize = 100;
/** Names longer than this do not fit into an address: the records are then asked for by their ids. */
const longestQuery = 4000;

interface RecordsRequest {
  readonly object: string;
  readonly fields: readonly string[];
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Pages of records, in the order of the platform. */
export async function* readRecords(client: HttpClient, request: RecordsRequest): AsyncIterable<Batch> {
  let after: string | undefined;
  for (let left = request.limit; left > 0;) {
    const page = await pageOf(client, request, Math.min(left, pageSize), after);
    const rows = page.records.slice(0, left).map((record) => request.fields.map((field) => valueText(record[field])));
    if (rows.length > 0) yield { rows };
    left -= page.listed;
    // Pages of nothing could go on for ever.
    if (page.after === undefined || page.after === after || page.listed === 0) return;
    after = page.after;
  }
}

interface Page {
  readonly records: readonly Readonly<Record<string, unknown>>[];
  /** How many there are on the page, with those that could not be read any more. */
  readonly listed: number;
  readonly after: string | undefined;
}

async function pageOf(client: HttpClient, { object, fields, signal }: RecordsRequest, limit: number, after: string | undefined): Promise<Page> {
  const asked = { signal, stage: 'read', needs: `the scope to read ${object}` } as const;
  if (object === 'owners') {
    const { results, paging } = await client.json({ ...asked, path: paths.owners, query: { limit, after }, schema: ownersPayload });
    return { records: results, listed: results.length, after: paging?.next?.after };
  }
  const path = `${paths.objects}/${encodeURIComponent(object)}`;
  const names = fields.join(',');
  const isWide = names.length > longestQuery;
  const query = { limit, after, properties: isWide ? 'hs_object_id' : names };
  const { results, paging } = await client.json({ ...asked, path, query, schema: recordsPayload });
  const page = { listed: results.length, after: paging?.next?.after };
  if (!isWide || results.length === 0) return { ...page, records: results.map(({ properties }) => properties) };
  const body = { inputs: results.map(({ id }) => ({ id })), properties: fields };
  const full = await client.json({ ...asked, method: 'POST', repeatable: true, path: `${path}/batch/read`, body, schema: recordsPayload });
  const byId = new Map(full.results.map(({ id, properties }) => [id, properties]));
  // A record that was deleted between the two calls is left out.
  const records = results.map(({ id }) => byId.get(id)).filter((record) => record !== undefined);
  return { ...page, records };
}
