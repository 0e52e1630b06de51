import type { Authorization } from '../http-client.ts';
import type { RestConfig } from './config.ts';
import { tokenExchange } from './token-exchange.ts';

/** How requests are signed in: by headers, or by a parameter that goes into every query. */
export interface SignedIn {
  readonly authorization: Authorization;
  readonly query: Readonly<Record<string, string>>;
}

export function signedIn(config: RestConfig, allowsInternalAddresses: boolean): SignedIn {
  const by = (headers: Readonly<Record<string, string>>): SignedIn => ({ authorization: { headers: async () => headers }, query: {} });
  const { api_key: key = '', api_key_name: name, bearer_token: token = '', username = '', password = '' } = config;
  switch (config.auth_type) {
    case 'none':
      return by({});
    case 'api_key':
      return config.api_key_in === 'header' ? by({ [name.toLowerCase()]: key }) : { ...by({}), query: { [name]: key } };
    case 'bearer':
      return by({ authorization: `Bearer ${token}` });
    case 'basic':
      return by({ authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` });
    case 'token_exchange':
      return { authorization: tokenExchange(config, allowsInternalAddresses), query: {} };
    default:
      return config.auth_type satisfies never;
  }
}
