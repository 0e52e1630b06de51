import type { SaasHost } from '../contract.ts';
import type { Authorization } from '../http-client.ts';
import { oauthRefresh } from '../http-oauth.ts';
import { defaultLoginUrl, type SalesforceConfig } from './config.ts';

/** By the access token as it is, else by the refresh token, else as the connected app itself. */
export function authorizationOf(config: SalesforceConfig, host: SaasHost): Authorization {
  const { access_token, client_id, client_secret, refresh_token } = config;
  if (access_token !== undefined) return { headers: () => Promise.resolve({ authorization: `Bearer ${access_token}` }) };
  return oauthRefresh({
    product: 'Salesforce',
    tokenUrl: new URL('/services/oauth2/token', tokenHost(config)).href,
    clientId: client_id ?? '',
    ...(client_secret === undefined ? {} : { clientSecret: client_secret }),
    ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    host,
  });
}

/** Salesforce grants tokens to an app itself only at the address of the organization, never at its common one. */
function tokenHost({ refresh_token, login_url, instance_url }: SalesforceConfig): string {
  return refresh_token === undefined && login_url === defaultLoginUrl ? instance_url : login_url;
}
