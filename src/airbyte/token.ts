import { z } from 'zod';
import { openHttp, type Authorization } from '../connectors/http-client.ts';
import { refusedAnswer } from '../connectors/http-failures.ts';
import { realClock, untilAborted, type Clock } from '../connectors/http-waits.ts';
import { SourceError } from '../domain/errors.ts';

export interface AirbyteCredentials {
  /** Without a slash at its end, such as `https://api.airbyte.com/v1`. */
  readonly apiUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

interface TokenOptions extends AirbyteCredentials {
  readonly allowsInternalAddresses: boolean;
  readonly timeoutMs: number;
  readonly clock?: Clock | undefined;
}

const answerSchema = z.looseObject({ access_token: z.string().min(1), expires_in: z.coerce.number().positive().nullish() });
/** The life of a token where the answer does not say it. */
const usualSeconds = 900;

/** Airbyte's specification names the keys in three ways; servers take the first, or say that they do not understand. */
const bodies = [
  ({ clientId, clientSecret }: AirbyteCredentials) => ({ client_id: clientId, client_secret: clientSecret, 'grant-type': 'client_credentials' }),
  ({ clientId, clientSecret }: AirbyteCredentials) => ({ client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' }),
  ({ clientId, clientSecret }: AirbyteCredentials) => ({ clientId, clientSecret, 'grant-type': 'client_credentials' }),
] as const;

/** Access tokens of an application: kept, replaced shortly before they end or when they are refused; parallel calls share one exchange. */
export function applicationToken(options: TokenOptions): Authorization {
  const { clock = realClock } = options;
  let current: { readonly token: string; readonly usableUntil: number } | undefined;
  let exchanging: Promise<string> | undefined;

  const exchanged = (): Promise<string> => {
    exchanging ??= replace().finally(() => {
      exchanging = undefined;
    });
    return exchanging;
  };

  async function replace(): Promise<string> {
    const asked = clock.now();
    const { access_token: token, expires_in: seconds } = await fetchToken(options);
    const lifeMs = (seconds ?? usualSeconds) * 1000;
    current = { token, usableUntil: asked + lifeMs - Math.min(60_000, lifeMs / 10) };
    return token;
  }

  return {
    async headers(signal) {
      const isUsable = exchanging === undefined && current !== undefined && clock.now() < current.usableUntil;
      const token = isUsable ? current?.token : await untilAborted(exchanged(), signal);
      return { authorization: `Bearer ${token}` };
    },
    async renew(signal) {
      await untilAborted(exchanged(), signal);
      return true;
    },
  };
}

async function fetchToken(options: TokenOptions): Promise<z.infer<typeof answerSchema>> {
  const { apiUrl, allowsInternalAddresses, timeoutMs, clock } = options;
  const http = openHttp({
    product: 'Airbyte',
    baseUrl: apiUrl,
    authorization: { headers: async () => ({}) },
    allowsInternalAddresses,
    timeoutMs,
    maxBytes: 1024 * 1024,
    ...(clock === undefined ? {} : { clock }),
  });
  try {
    let misunderstood: unknown;
    for (const body of bodies) {
      try {
        return await http.json({
          method: 'POST',
          path: `${apiUrl}/applications/token`,
          body: body(options),
          schema: answerSchema,
          signal: new AbortController().signal,
          stage: 'authenticate',
          repeatable: true,
        });
      } catch (error) {
        const status = refusedAnswer(error)?.status;
        if (status !== 400 && status !== 422) throw refusedCredentials(error) ?? error;
        misunderstood = error;
      }
    }
    throw refusedCredentials(misunderstood) ?? misunderstood;
  } finally {
    await http.close();
  }
}

function refusedCredentials(error: unknown): SourceError | undefined {
  const status = refusedAnswer(error)?.status;
  if (status === undefined || ![400, 401, 403, 404, 422].includes(status)) return undefined;
  const hint =
    status === 404
      ? 'Check the api_url: https://api.airbyte.com/v1, or <your server>/api/public/v1.'
      : 'Check the client_id and the client_secret of the application in Airbyte.';
  return new SourceError('authenticate', 'Airbyte grants no access token', hint, error);
}
