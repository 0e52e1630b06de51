import { z } from 'zod';
import type { SaasConnector } from '../../../src/connectors/contract.ts';
import { openShelf } from './session.ts';

const config = z.object({
  base_url: z.url().describe('Address of the library').default('https://shelf.example'),
  api_key: z.string().min(1).describe('A key that may read').meta({ secret: true }),
});
export type ShelfConfig = z.infer<typeof config>;

/** The connector that docs/adding-a-connector.md walks through. */
export const connector: SaasConnector<ShelfConfig> = {
  type: 'shelf',
  title: 'Shelf',
  sourceType: 'saas',
  capabilities: ['introspect', 'read'],
  configSchema: config,
  location: ({ base_url }) => `shelf:${base_url}`,
  open: async (config, _signal, host) => openShelf(config, host),
};
