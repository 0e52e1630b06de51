import { inspect } from 'node:util';
import { expect } from 'vitest';
import type { SaasConnector, SaasHost, SaasSession } from '../../src/connectors/contract.ts';
import { faultKinds } from '../../src/demo/platforms/faults.ts';
import type { Platform } from '../../src/demo/platforms/server.ts';
import { SourceError } from '../../src/domain/errors.ts';
import type { SourceStage } from '../../src/domain/errors.ts';
import type { SaasModel } from '../../src/domain/saas.ts';
import { splitConfiguration } from '../../src/services/configuration.ts';

export interface SaasContractSource {
  /** Leads to the platform: its address stands in it. */
  readonly config: Record<string, unknown>;
  readonly platform: Platform;
  /** Whether these credentials get a new access token when the old one has run out. */
  readonly renews: boolean;
  readonly expected: {
    readonly objects: number;
    /** Over all objects. */
    readonly fields: number;
    readonly associations: number;
    /** All the records of one object, in the platform's order: more than one page, with some value missing. */
    readonly records: { readonly object: string; readonly fields: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] };
  };
}

export interface SaasContractOptions {
  readonly connector: SaasConnector;
  /** Starts the fake platform with its account, each time a fresh one. */
  start(): Promise<SaasContractSource>;
}

const never = () => new AbortController().signal;

/** One account on its fake platform, and the configuration that leads there: replaced secrets are kept in it. */
export class SaasAccount {
  readonly connector: SaasConnector;
  readonly source: SaasContractSource;
  config: Record<string, unknown>;

  private constructor(connector: SaasConnector, source: SaasContractSource) {
    this.connector = connector;
    this.source = source;
    this.config = source.config;
  }

  static async start({ connector, start }: SaasContractOptions): Promise<SaasAccount> {
    return new SaasAccount(connector, await start());
  }

  get platform(): Platform {
    return this.source.platform;
  }

  async withSession<T>(
    work: (session: SaasSession) => Promise<T>,
    { config = this.config, host }: { readonly config?: Record<string, unknown>; readonly host?: Partial<SaasHost> } = {},
  ): Promise<T> {
    let stored = config;
    const surroundings: SaasHost = {
      allowsInternalAddresses: true,
      replaceSecrets: async (replace) => {
        const changed = await replace(stored);
        stored = { ...stored, ...changed };
        this.config = { ...this.config, ...changed };
      },
      ...host,
    };
    const session = await this.connector.open(this.connector.configSchema.parse(config), never(), surroundings);
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }

  describe(): Promise<SaasModel> {
    return this.withSession((session) => session.describe(never(), () => undefined));
  }

  /** The secrets of the configuration, and the credentials that the platform was shown. */
  get secrets(): string[] {
    const shown = this.platform.requests.flatMap(({ headers }) => headers.authorization?.split(' ').slice(1) ?? []);
    return [...new Set([...textsIn(splitConfiguration(this.connector, this.config).secrets), ...shown])];
  }

  get configWithWrongSecrets(): Record<string, unknown> {
    const secrets = new Set(textsIn(splitConfiguration(this.connector, this.config).secrets));
    return JSON.parse(JSON.stringify(this.config), (_key, value: unknown) =>
      typeof value === 'string' && secrets.has(value) ? 'wrong-credentials' : value,
    ) as Record<string, unknown>;
  }

  configAt(url: string): Record<string, unknown> {
    const text = JSON.stringify(this.config);
    expect(text).toContain(this.platform.url);
    return JSON.parse(text.replaceAll(this.platform.url, url)) as Record<string, unknown>;
  }

  /** That it failed as it should: at one of the stages, and without telling what nobody may see. */
  expectFailure(error: unknown, stages: readonly SourceStage[]): void {
    expect(error).toBeInstanceOf(SourceError);
    if (!(error instanceof SourceError)) return;
    expect(stages, error.message).toContain(error.stage);
    expect(error.hint.trim()).not.toBe('');
    // With its causes, as a log has it.
    const told = `${error.message} ${inspect(error, { depth: 8 })}`;
    for (const secret of this.secrets) expect(told).not.toContain(secret);
    expect(told).not.toMatch(new RegExp(`(?:${faultKinds.join('|')}) for `));
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
