import { connector } from './example-saas/index.ts';
import { apiKey, authorRows, startShelf } from './example-saas/platform.ts';
import { describeSaasConnector } from './saas-connector.ts';

describeSaasConnector('the example of docs/adding-a-connector.md', {
  connector,
  async start() {
    const platform = await startShelf();
    return {
      platform,
      config: { base_url: platform.url, api_key: apiKey },
      renews: false,
      expected: {
        objects: 3,
        fields: 8,
        associations: 2,
        records: { object: 'authors', fields: ['id', 'name', 'born'], rows: authorRows },
      },
    };
  },
});
