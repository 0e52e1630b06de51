import { AppError, SourceError } from '../../domain/errors.ts';
import type { SaasHost, SaasSession } from '../contract.ts';
import { type Authorization, openHttp } from '../http-client.ts';
import { oauthRefresh } from '../http-oauth.ts';
import { metadataCalls } from './calls.ts';
import type { HubspotConfig } from './config.ts';
import { describeAccount } from './describe.ts';
import { readRecords } from './records.ts';

export async function openSession(config: HubspotConfig, signal: AbortSignal, host: SaasHost): Promise<SaasSession> {
  if (signal.aborted) throw cancelled(signal);
  const client = openHttp({
    product: 'HubSpot',
    baseUrl: config.api_base,
    authorization: authorizationOf(config, host),
    allowsInternalAddresses: host.allowsInternalAddresses,
    requestsPerSecond: config.requests_per_second,
  });

  /** The account that the credentials belong to: the one that is wanted, if one is. */
  async function accountOf(during: AbortSignal) {
    const account = await metadataCalls(client, during).account();
    if (config.portal_id === undefined || config.portal_id === account.portalId) return account;
    const what = `The credentials belong to the HubSpot account ${account.portalId}, not to ${config.portal_id}`;
    throw new SourceError('authenticate', what, 'Give the source credentials of its own account, or correct portal_id.');
  }

  return {
    test: (during) =>
      unlessAborted(during, async () => {
        const { portalId, accountType } = await accountOf(during);
        return { passed: ['resolve', 'connect', 'authenticate'], server: `HubSpot account ${portalId}${accountType ? ` (${accountType})` : ''}` };
      }),
    describe: (during, onProgress) =>
      unlessAborted(during, async () => {
        await accountOf(during);
        return describeAccount(metadataCalls(client, during), onProgress);
      }),
    async *read(object, fields, options) {
      try {
        yield* readRecords(client, { object, fields, limit: options.limit ?? Infinity, signal: options.signal });
      } catch (error) {
        throw options.signal.aborted ? cancelled(options.signal) : error;
      }
    },
    close: () => client.close(),
  };
}

function authorizationOf(config: HubspotConfig, host: SaasHost): Authorization {
  const { access_token: token, client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken } = config;
  if (token !== undefined) return { headers: async () => ({ authorization: `Bearer ${token}` }) };
  if (clientId === undefined || clientSecret === undefined || refreshToken === undefined) {
    throw new AppError('invalid', 'HubSpot needs either access_token, or client_id, client_secret and refresh_token.');
  }
  return oauthRefresh({ product: 'HubSpot', tokenUrl: new URL('/oauth/v1/token', config.api_base).href, clientId, clientSecret, refreshToken, host });
}

async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw signal.aborted ? cancelled(signal) : error;
  }
}

function cancelled(signal: AbortSignal): AppError {
  return new AppError('cancelled', 'The work was cancelled.', { cause: signal.reason });
}
