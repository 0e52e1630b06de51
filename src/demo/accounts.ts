import { AppError } from '../domain/errors.ts';
import { startHubspot } from './platforms/hubspot.ts';
import { startSalesforce } from './platforms/salesforce.ts';
import type { LastingPlace, Platform } from './platforms/server.ts';
import { startStripe } from './platforms/stripe.ts';
import { startZendesk } from './platforms/zendesk.ts';

/** An account of the invented company with a SaaS platform, which a fake of that platform on this machine answers for. */
export interface DemoAccount {
  readonly connectorType: string;
  readonly name: string;
  readonly url: string;
  /** What a source needs to read it. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

export interface DemoAccounts {
  readonly accounts: readonly DemoAccount[];
  close(): Promise<void>;
}

interface Starting {
  readonly connectorType: string;
  readonly name: string;
  /** What is set beside what the platform asks for: how fast it may be asked. */
  readonly settings: Readonly<Record<string, unknown>>;
  start(place: LastingPlace): Promise<Platform & { readonly config: Readonly<Record<string, unknown>> }>;
}

/** Fakes have no limits that a scan would have to keep to. */
const fast = { requests_per_second: 500 };

const starting: readonly Starting[] = [
  { connectorType: 'hubspot', name: 'HubSpot', settings: fast, start: startHubspot },
  { connectorType: 'salesforce', name: 'Salesforce', settings: {}, start: startSalesforce },
  { connectorType: 'stripe', name: 'Stripe', settings: fast, start: startStripe },
  { connectorType: 'zendesk', name: 'Zendesk', settings: fast, start: startZendesk },
];

/** Made up for accounts that exist on this machine only. */
const secret = 'cognate-demo';

/**
 * Starts the platforms on consecutive ports of the loopback, or on any that are free where `firstPort` is 0. At the same ports they are
 * the same accounts with the same credentials. Throws AppError 'conflict' where a port is taken.
 */
export async function startDemoAccounts(firstPort: number): Promise<DemoAccounts> {
  const platforms: Platform[] = [];
  const close = async () => void (await Promise.all(platforms.map((platform) => platform.close())));
  const accounts: DemoAccount[] = [];
  for (const [i, { connectorType, name, settings, start }] of starting.entries()) {
    const port = firstPort === 0 ? 0 : firstPort + i;
    try {
      const platform = await start({ port, secret });
      platforms.push(platform);
      accounts.push({ connectorType, name, url: platform.url, configuration: { ...platform.config, ...settings } });
    } catch (error) {
      await close();
      throw cannotListen(error, name, port);
    }
  }
  return { accounts, close };
}

function cannotListen(error: unknown, name: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  const why = code === 'EACCES' ? 'may not be used' : 'is taken';
  return new AppError('conflict', `Port ${port} of 127.0.0.1, for the ${name} of the demo, ${why}. Choose others with --platforms-port.`, {
    cause: error,
  });
}
