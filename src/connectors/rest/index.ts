import type { SaasConnector } from '../contract.ts';
import { type RestConfig, restConfig } from './config.ts';
import { openSession } from './session.ts';

/** Any API that answers with JSON over HTTP: objects and fields are read off its answers. */
export const connector: SaasConnector<RestConfig> = {
  type: 'rest',
  title: 'REST API',
  sourceType: 'saas',
  capabilities: ['introspect', 'read', 'comments'],
  configSchema: restConfig,
  location: ({ base_url: base, username, token_exchange_username: user }) =>
    `rest:${JSON.stringify([new URL(base).host, new URL(base).pathname.replace(/\/+$/, ''), username ?? user ?? null])}`,
  open: openSession,
};
