import type { SaasConnector } from '../contract.ts';
import { addressOf, type ZendeskConfig, zendeskConfig } from './config.ts';
import { openSession } from './session.ts';

/** One Zendesk account, by its Ticketing API v2. */
export const connector: SaasConnector<ZendeskConfig> = {
  type: 'zendesk',
  title: 'Zendesk',
  sourceType: 'saas',
  capabilities: ['introspect', 'read', 'comments'],
  configSchema: zendeskConfig,
  location: (config) => `zendesk:${JSON.stringify([config.subdomain, new URL(addressOf(config)).host])}`,
  open: openSession,
};
