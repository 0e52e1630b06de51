import { isJsonObject, jsonAt } from '../json-value.ts';

/** A record, or anything else that JSON can be. */
export type Json = Readonly<Record<string, unknown>>;

/** A list of records in an answer. */
export interface RecordList {
  /** What the answer calls it; undefined where the list, or the one record, is all that there is. */
  readonly name: string | undefined;
  readonly path: readonly string[];
}

/** What envelopes are made of: where a list goes on, how long it is, what went wrong. */
const aboutTheAnswer =
  /^(_?links|_?meta(data)?|paging|pagination|page|pages|page_?(info|size|number|count)|current_?page|per_?page|limit|offset|skip|start|size|count|(total|next|prev|previous|first|last)(_?\w+)?|self|has_?(more|next)|cursors?|@odata\.\w+|jsonapi|object|url|status|success|ok|errors?|warnings?|included|request_?id|timestamp|took)$/i;

/** Words for a list of whatever the endpoint is about. */
const plainWords = new Set(['data', 'items', 'results', 'result', 'records', 'value', 'values', 'entries', 'rows', 'list', 'content', 'response']);

/**
 * The lists of records in an answer of the endpoint `name`: the answer itself, what `_embedded` (HAL) or `data` (JSON:API and many others) holds, or
 * the lists of an envelope, which has nothing beside them but what tells of the answer. Anything else is one record.
 */
export function recordLists(answer: unknown, name: string, dataPath: readonly string[] = []): readonly RecordList[] {
  const body = jsonAt(answer, dataPath);
  if (Array.isArray(body)) return body.length === 0 || body.some(isJsonObject) ? [{ name: undefined, path: dataPath }] : [];
  if (!isJsonObject(body)) return [];
  const embedded = body['_embedded'];
  if (isJsonObject(embedded) && Object.keys(body).every((key) => key === '_embedded' || aboutTheAnswer.test(key))) {
    const lists = Object.keys(embedded).filter((key) => Array.isArray(embedded[key]));
    return named(lists, name, [...dataPath, '_embedded']);
  }
  const keys = Object.keys(body).filter((key) => !aboutTheAnswer.test(key) || (key === name && Array.isArray(body[key])));
  const lists = keys.filter((key) => isRecords(body[key]));
  // An order with its `items` has an id; an envelope has none.
  const own = lists.find((key) => key === name || (plainWords.has(key) && !Object.hasOwn(body, 'id')));
  if (lists.length > 0 && (lists.length === keys.length || own !== undefined)) return named(own === undefined ? lists : [own], name, dataPath);
  const [only] = keys;
  if (keys.length === 1 && only !== undefined && plainWords.has(only) && isJsonObject(body[only]))
    return recordLists(answer, name, [...dataPath, only]);
  return [{ name: undefined, path: dataPath }];
}

/** The only list of an answer is of what the endpoint is named for. */
function named(keys: readonly string[], name: string, path: readonly string[]): readonly RecordList[] {
  return keys.map((key) => ({ name: keys.length === 1 || key === name ? undefined : key, path: [...path, key] }));
}

/** The records of a list; values that are no objects are none. */
export function recordsAt(answer: unknown, { path }: RecordList): readonly Json[] {
  const found = jsonAt(answer, path);
  return (Array.isArray(found) ? (found as readonly unknown[]) : [found]).filter(isJsonObject);
}

/** An empty list may be one of records. */
function isRecords(value: unknown): boolean {
  return Array.isArray(value) && value.every(isJsonObject);
}
