import { openAirbyte, type Airbyte } from '../airbyte/client.ts';
import { SourceError } from '../domain/errors.ts';
import type { AirbyteAccess } from '../store/airbyte-accounts.ts';
import type { Services } from './context.ts';

const patienceMs = 90_000;

/** Airbyte for the time of one request: what takes longer than people wait is broken off. */
export interface AirbyteForRequest {
  readonly airbyte: Airbyte;
  readonly signal: AbortSignal;
  close(): Promise<void>;
}

export function airbyteForRequest(services: Services, access: AirbyteAccess): AirbyteForRequest {
  const airbyte = openAirbyte(access, { allowsInternalAddresses: services.allowsInternalAddresses ?? false });
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort(new SourceError('read', `Airbyte did not answer within ${patienceMs / 1000} seconds`, 'Try again later.'));
  }, patienceMs);
  return {
    airbyte,
    signal: late.signal,
    async close() {
      clearTimeout(timer);
      await airbyte.close();
    },
  };
}

export async function withAirbyte<Result>(
  services: Services,
  access: AirbyteAccess,
  work: (airbyte: Airbyte, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { airbyte, signal, close } = airbyteForRequest(services, access);
  try {
    return await work(airbyte, signal);
  } finally {
    await close();
  }
}
