import type { z } from 'zod';
import { SourceError, type SourceStage } from '../../domain/errors.ts';
import { refusedAnswer } from '../http-failures.ts';
import type { HttpClient } from '../http-client.ts';
import {
  describeBatch,
  type ListedObject,
  objectDescription,
  type ObjectDescription,
  objectList,
  type QueriedRecord,
  queryPage,
  versionList,
} from './payloads.ts';

/** What became of asking for a description: it is there, it is gone, or the answer says nothing about that object and it must be asked for alone. */
type Described = ObjectDescription | 'gone' | 'unknown';

/** The calls of Salesforce's REST API that the connector makes; all of them only read. */
export interface SalesforceApi {
  versions(signal: AbortSignal): Promise<z.output<typeof versionList>>;
  list(signal: AbortSignal): Promise<readonly ListedObject[]>;
  /** Undefined where the object is not there, or not for these credentials. */
  describe(name: string, signal: AbortSignal, stage?: SourceStage): Promise<ObjectDescription | undefined>;
  /** Up to 25 descriptions by one call; undefined where the organization has no such calls. */
  describeBatch(names: readonly string[], signal: AbortSignal): Promise<readonly Described[] | undefined>;
  /** The records page by page. */
  query(soql: string, signal: AbortSignal): AsyncIterable<readonly QueriedRecord[]>;
}

const needs = 'the OAuth scope "api" and the user permission "API Enabled"';

export function salesforceApi(client: HttpClient, version: string): SalesforceApi {
  const base = `/services/data/${version}`;
  return {
    versions: (signal) => explained(() => client.json({ path: '/services/data', schema: versionList, signal, needs })),
    list: async (signal) => (await explained(() => client.json({ path: `${base}/sobjects`, schema: objectList, signal, needs }))).sobjects,
    describe: (name, signal, stage = 'list') =>
      explained(
        () => client.jsonIfThere({ path: `${base}/sobjects/${encodeURIComponent(name)}/describe`, schema: objectDescription, signal, stage, needs }),
        stage,
      ),
    async describeBatch(names, signal) {
      const answer = await explained(() =>
        client.jsonIfThere({
          method: 'POST',
          repeatable: true,
          path: `${base}/composite/batch`,
          body: { batchRequests: names.map((name) => ({ method: 'GET', url: `${version}/sobjects/${encodeURIComponent(name)}/describe` })) },
          schema: describeBatch,
          signal,
          needs,
        }),
      );
      return answer === undefined ? undefined : names.map((_, i) => describedBy(answer.results[i]));
    },
    async *query(soql, signal) {
      let next: string | undefined = `${base}/query?q=${encodeURIComponent(soql)}`;
      const seen = new Set<string>();
      while (next !== undefined) {
        const path: string = next;
        const page = await explained(
          () => client.json({ path, schema: queryPage, signal, stage: 'read', needs: 'the right to read the object' }),
          'read',
        );
        yield page.records;
        seen.add(path);
        next = page.done ? undefined : page.nextRecordsUrl;
        if (next !== undefined && seen.has(next))
          throw new SourceError('read', 'Salesforce leads from a page of records back to one before', 'Try again later.');
      }
    },
  };
}

function describedBy(answer: z.output<typeof describeBatch>['results'][number] | undefined): Described {
  if (answer === undefined) return 'unknown';
  if ('result' in answer) return answer.result;
  return answer.statusCode === 404 ? 'gone' : 'unknown';
}

/** Salesforce answers 403 also where the calls of the day are used up: that has nothing to do with rights. */
async function explained<T>(call: () => Promise<T>, stage: SourceStage = 'list'): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (refusedAnswer(error)?.code !== 'REQUEST_LIMIT_EXCEEDED') throw error;
    throw new SourceError(
      stage,
      'The organization has used up its API requests of 24 hours',
      'Try again later, or have Salesforce raise the limit; see API Usage in the setup of the organization.',
      error,
    );
  }
}
