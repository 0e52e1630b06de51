import type { SaasConnector } from '../contract.ts';
import { type HubspotConfig, hubspotConfig } from './config.ts';
import { openSession } from './session.ts';

/** One HubSpot account (portal), read with a private app's token or an OAuth app. */
export const connector: SaasConnector<HubspotConfig> = {
  type: 'hubspot',
  title: 'HubSpot',
  sourceType: 'saas',
  capabilities: ['introspect', 'read'],
  configSchema: hubspotConfig,
  location: ({ api_base: base, portal_id: portal, client_id: client }) =>
    `hubspot:${JSON.stringify([new URL(base).host, portal ?? null, portal === undefined ? (client ?? null) : null])}`,
  open: openSession,
};
