import { SourceError } from '../../domain/errors.ts';
import type { Batch } from '../contract.ts';
import type { HttpClient } from '../http-client.ts';
import { isJsonObject, jsonAt, jsonValueText } from '../json-value.ts';
import { customObjectRecords, pagesOf, type ZendeskList } from './calls.ts';
import { shownUnless } from '../http-shown.ts';
import { type AnyRecord, anyRecord } from './payloads.ts';
import { standardObjects } from './standard-objects.ts';

/** Of records that are listed by ticket, those of so many tickets are read, so that many tickets without any do not cost hours. */
export const parentsRead = 100;

interface Reading {
  readonly object: string;
  readonly fields: readonly string[];
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Pages of records, in the order of the platform. */
export async function* readRecords(client: HttpClient, { object, fields, limit, signal }: Reading): AsyncGenerator<Batch> {
  const values = fields.map(valueOf);
  for await (const records of recordPages(client, listOf(object), limit, signal)) {
    yield { rows: records.map((record) => values.map((value) => jsonValueText(value(record)))) };
  }
}

function listOf(object: string): ZendeskList<AnyRecord> {
  const [, key] = /^zen:custom_object:(.+)$/.exec(object) ?? [];
  if (key !== undefined) return customObjectRecords(key);
  const standard = standardObjects.find(({ apiIdentifier }) => apiIdentifier === object);
  if (standard !== undefined) return { path: standard.path, name: standard.list, item: anyRecord };
  throw new SourceError('read', `Zendesk has no object "${object}"`, 'Scan the source again.');
}

async function* recordPages(
  client: HttpClient,
  list: ZendeskList<AnyRecord>,
  limit: number,
  signal: AbortSignal,
): AsyncGenerator<readonly AnyRecord[]> {
  const options = { signal, stage: 'read', limit } as const;
  if (!list.path.includes('{ticket_id}')) {
    yield* pagesOf(client, list, options);
    return;
  }
  let left = limit;
  for await (const tickets of pagesOf(client, listOf('tickets'), { ...options, limit: parentsRead })) {
    for (const { id } of tickets) {
      const own = { ...list, path: list.path.replace('{ticket_id}', encodeURIComponent(String(id))) };
      // A ticket that is gone by now has no comments.
      for await (const page of untilGone(pagesOf(client, own, { ...options, limit: left }))) {
        yield page.map((record) => ({ ...record, ticket_id: id }));
        left -= page.length;
      }
      if (left <= 0) return;
    }
  }
}

async function* untilGone<T>(pages: AsyncGenerator<T>): AsyncGenerator<T> {
  for (;;) {
    const next = await shownUnless(pages.next(), { 404: 'gone' });
    if ('hidden' in next || next.value.done === true) return;
    yield next.value.value;
  }
}

/** Where the value of a field lies in a record. Tickets list their custom fields, each with its id. */
function valueOf(field: string): (record: AnyRecord) => unknown {
  const [, id] = /^custom_fields_(\d+)$/.exec(field) ?? [];
  if (id === undefined) {
    const path = pathOf(field);
    return (record) => jsonAt(record, path);
  }
  return ({ custom_fields: list }) => {
    const found: unknown = Array.isArray(list) ? list.find((item) => isJsonObject(item) && String(item['id']) === id) : undefined;
    return jsonAt(found, ['value']);
  };
}

/** Keys of added fields may hold dots themselves. */
function pathOf(field: string): readonly string[] {
  const [, container, key] = /^(user_fields|organization_fields|custom_object_fields)\.(.+)$/.exec(field) ?? [];
  return container === undefined || key === undefined ? field.split('.') : [container, key];
}
