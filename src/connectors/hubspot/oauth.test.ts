import { describeSaasConnector } from '../../../test/contracts/saas-connector.ts';
import { startHubspot } from '../../demo/platforms/hubspot.ts';
import { hubspotExpected } from '../../../test/contracts/hubspot-expected.ts';
import { connector } from './index.ts';

describeSaasConnector('HubSpot as an OAuth app whose refresh token is replaced', {
  connector,
  async start() {
    const platform = await startHubspot({ rotates: true });
    return { platform, config: { ...platform.oauthConfig, requests_per_second: 1000 }, renews: true, expected: hubspotExpected };
  },
});
