import { afterEach } from 'vitest';
import { openHttp, type HttpClient, type HttpOptions } from '../../src/connectors/http-client.ts';
import { SourceError } from '../../src/domain/errors.ts';
import { serve, type HttpServer } from './http-server.ts';
import { quickClock } from './quick-clock.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A server that goes with the test. */
export async function served(...parameters: Parameters<typeof serve>): Promise<HttpServer> {
  const server = await serve(...parameters);
  open.push(server);
  return server;
}

/** What every request of these tests bears, and no message may hold. */
export const secret = 'secret-token-of-the-test';

/** A client that goes with the test, for a platform named Acme on loopback; its waits are over at once. */
export function clientOf(baseUrl: string, options: Partial<HttpOptions> = {}): HttpClient {
  const client = openHttp({
    product: 'Acme',
    baseUrl,
    authorization: { headers: async () => ({ authorization: `Bearer ${secret}` }) },
    allowsInternalAddresses: true,
    clock: quickClock(),
    ...options,
  });
  open.push(client);
  return client;
}

/** What the work throws, which must be a SourceError. */
export async function failure(work: Promise<unknown>): Promise<SourceError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SourceError)) throw new Error('no SourceError', { cause: error });
  return error;
}
