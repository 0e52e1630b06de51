import { AppError } from '../../domain/errors.ts';
import type { SaasHost, SaasSession } from '../contract.ts';
import { type Authorization, openHttp } from '../http-client.ts';
import { oauthRefresh } from '../http-oauth.ts';
import { roleOf } from './calls.ts';
import { addressOf, type ZendeskConfig } from './config.ts';
import { describeAccount } from './describe.ts';
import { readRecords } from './records.ts';

export async function openSession(config: ZendeskConfig, _signal: AbortSignal, host: SaasHost): Promise<SaasSession> {
  const client = openHttp({
    product: 'Zendesk',
    baseUrl: addressOf(config),
    authorization: authorizationOf(config, host),
    allowsInternalAddresses: host.allowsInternalAddresses,
    requestsPerSecond: config.requests_per_second,
  });
  return {
    async test(signal) {
      const role = await roleOf(client, signal);
      return { passed: ['resolve', 'connect', 'authenticate'], server: `Zendesk account ${config.subdomain}, read as ${role}` };
    },
    async describe(signal, onProgress) {
      await roleOf(client, signal);
      return describeAccount(client, signal, onProgress);
    },
    read: (object, fields, { signal, limit = Infinity }) => readRecords(client, { object, fields, limit, signal }),
    close: () => client.close(),
  };
}

function authorizationOf(config: ZendeskConfig, host: SaasHost): Authorization {
  const { access_token: token, email, api_token: apiToken, client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken } = config;
  if (token !== undefined) return { headers: async () => ({ authorization: `Bearer ${token}` }) };
  if (email !== undefined && apiToken !== undefined) {
    const credentials = Buffer.from(`${email}/token:${apiToken}`).toString('base64');
    return { headers: async () => ({ authorization: `Basic ${credentials}` }) };
  }
  if (clientId === undefined || clientSecret === undefined || refreshToken === undefined) {
    throw new AppError('invalid', 'Zendesk needs access_token, or client_id, client_secret and refresh_token, or email and api_token.');
  }
  return oauthRefresh({ product: 'Zendesk', tokenUrl: new URL('/oauth/tokens', addressOf(config)).href, clientId, clientSecret, refreshToken, host });
}
