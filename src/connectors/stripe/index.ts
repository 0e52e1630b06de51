import { createHash } from 'node:crypto';
import type { SaasConnector } from '../contract.ts';
import { type StripeConfig, stripeConfig } from './config.ts';
import { openSession } from './session.ts';

/** Stripe, API v1. The OpenAPI document that Stripe publishes says what objects, fields and references there are. */
export const connector: SaasConnector<StripeConfig> = {
  type: 'stripe',
  title: 'Stripe',
  sourceType: 'saas',
  capabilities: ['introspect', 'read', 'comments'],
  configSchema: stripeConfig,
  // A key is of one account, but does not say which: without the account's id, a digest of the key tells two accounts apart.
  location: ({ api_base, account, api_key }) =>
    `stripe:${JSON.stringify([new URL(api_base).host, account ?? createHash('sha256').update(api_key).digest('hex').slice(0, 16)])}`,
  open: openSession,
};
