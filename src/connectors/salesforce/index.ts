import type { SaasConnector } from '../contract.ts';
import { type SalesforceConfig, salesforceConfig } from './config.ts';
import { openSession } from './session.ts';

/** Salesforce, by its REST API. A source is one organization: production and each sandbox are sources of their own. */
export const connector: SaasConnector<SalesforceConfig> = {
  type: 'salesforce',
  title: 'Salesforce',
  sourceType: 'saas',
  capabilities: ['introspect', 'read'],
  configSchema: salesforceConfig,
  location: ({ instance_url }) => `salesforce:${JSON.stringify([new URL(instance_url).host])}`,
  open: openSession,
};
