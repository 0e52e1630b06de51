import { AppError } from '../domain/errors.ts';
import { startHubspot } from './platforms/hubspot.ts';
import { startSalesforce } from './platforms/salesforce.ts';
import type { LastingPlace, Platform } from './platforms/server.ts';
import { startStripe } from './platforms/stripe.ts';
import { startZendesk } from './platforms/zendesk.ts';
import { startSyncService } from './warehouse.ts';

/** An account of the invented company with a SaaS platform, which a fake of that platform on this machine answers for. */
export interface DemoAccount {
  readonly connectorType: string;
  readonly name: string;
  /** What a source needs to read it. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

export interface DemoPlatforms {
  readonly accounts: readonly DemoAccount[];
  /** HubSpot once more, as Airbyte syncs it to the warehouse. */
  readonly synced: DemoAccount;
  /** What an organization needs to use Airbyte. */
  readonly airbyte: Readonly<Record<'api_url' | 'workspace_id' | 'client_id' | 'client_secret', string>>;
  /** Where each of them listens. */
  readonly addresses: readonly { readonly name: string; readonly url: string }[];
  close(): Promise<void>;
}

/** Fakes have no limits that a scan would have to keep to. */
const fast = { requests_per_second: 500 };
/** Made up for accounts that exist on this machine only. */
const secret = 'cognate-demo';

/**
 * Starts the platforms on consecutive ports of the loopback, or on any that are free where `firstPort` is 0, and writes the warehouse to
 * `directory`. At the same ports they are the same accounts with the same credentials. Throws AppError 'conflict' where a port is taken.
 */
export async function startDemoPlatforms(firstPort: number, directory: string): Promise<DemoPlatforms> {
  const started: { readonly name: string; readonly platform: Platform }[] = [];
  const close = async () => void (await Promise.all(started.map(({ platform }) => platform.close())));

  async function begin<P extends Platform>(name: string, start: (place: LastingPlace) => Promise<P>): Promise<P> {
    const port = firstPort === 0 ? 0 : firstPort + started.length;
    try {
      const platform = await start({ port, secret });
      started.push({ name, platform });
      return platform;
    } catch (error) {
      await close();
      throw cannotListen(error, name, port);
    }
  }

  const hubspot = await begin('HubSpot', startHubspot);
  const salesforce = await begin('Salesforce', startSalesforce);
  const stripe = await begin('Stripe', startStripe);
  const zendesk = await begin('Zendesk', startZendesk);
  const airbyte = await begin('Airbyte', (place) => startSyncService(place, directory));
  // Without the account's id it is another place than HubSpot itself: that of the app by which the account is read.
  const { portal_id: _portal, ...app } = hubspot.oauthConfig;
  return {
    accounts: [
      { connectorType: 'hubspot', name: 'HubSpot', configuration: { ...hubspot.config, ...fast } },
      { connectorType: 'salesforce', name: 'Salesforce', configuration: salesforce.config },
      { connectorType: 'stripe', name: 'Stripe', configuration: { ...stripe.config, ...fast } },
      { connectorType: 'zendesk', name: 'Zendesk', configuration: { ...zendesk.config, ...fast } },
    ],
    synced: { connectorType: 'hubspot', name: 'HubSpot (synced)', configuration: { ...app, ...fast } },
    airbyte: airbyte.config,
    addresses: started.map(({ name, platform }) => ({ name, url: platform.url })),
    close,
  };
}

function cannotListen(error: unknown, name: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  const why = code === 'EACCES' ? 'may not be used' : 'is taken';
  return new AppError('conflict', `Port ${port} of 127.0.0.1, for the ${name} of the demo, ${why}. Choose others with --platforms-port.`, {
    cause: error,
  });
}
