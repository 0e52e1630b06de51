import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SaasConnector, SaasHost, SaasSession } from '../../src/connectors/contract.ts';
import type { FaultKind } from '../../src/demo/platforms/faults.ts';
import { startPlatform } from '../../src/demo/platforms/server.ts';
import type { Platform } from '../../src/demo/platforms/server.ts';
import { AppError, SourceError } from '../../src/domain/errors.ts';
import type { SourceStage } from '../../src/domain/errors.ts';
import type { SaasModel } from '../../src/domain/saas.ts';
import { splitConfiguration } from '../../src/services/configuration.ts';
import { codeOf, failureOf } from './failures.ts';
import { expectSound } from './sound-model.ts';

interface SaasContractSource {
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
  /** Starts the fake platform with its account. */
  start(): Promise<SaasContractSource>;
}

const never = new AbortController().signal;

/** What every SaaS connector must do, against its fake platform: in good times and when the platform goes wrong. */
export function describeSaasConnector(name: string, { connector, start }: SaasContractOptions): void {
  describe(`${name} keeps the SaaS connector contract`, () => {
    let source: SaasContractSource;
    let platform: Platform;
    let config: Record<string, unknown>;
    let model: SaasModel;
    /** How many requests it takes to describe the account. */
    let calls: number;

    const host: SaasHost = {
      allowsInternalAddresses: true,
      async keepSecrets(changed) {
        config = { ...config, ...changed };
      },
    };
    const withSession = async <T>(work: (session: SaasSession) => Promise<T>, given = config, around = host): Promise<T> => {
      const session = await connector.open(connector.configSchema.parse(given), never, around);
      try {
        return await work(session);
      } finally {
        await session.close();
      }
    };
    const described = (session: SaasSession, signal = never) => session.describe(signal, () => undefined);
    const read = async (session: SaasSession, object: string, fields: readonly string[], limit?: number) => {
      const rows: (readonly (string | null)[])[] = [];
      for await (const batch of session.read(object, fields, { signal: never, ...(limit === undefined ? {} : { limit }) })) rows.push(...batch.rows);
      return rows;
    };
    /** That it failed as it should: at one of the stages, and without telling what nobody may see. */
    const expectFailure = (error: unknown, stages: readonly SourceStage[]): void => {
      expect(error).toBeInstanceOf(SourceError);
      if (!(error instanceof SourceError)) return;
      expect(stages, error.message).toContain(error.stage);
      expect(error.hint.trim()).not.toBe('');
      // With its causes, as a log has it.
      const told = `${error.message} ${inspect(error, { depth: 8 })}`;
      for (const secret of secretsOf(connector, config, platform)) expect(told).not.toContain(secret);
      expect(told).not.toMatch(/(?:unauthorized|forbidden|rate-limited|server-error|vanished) for /);
    };

    beforeAll(async () => {
      source = await start();
      ({ platform, config } = source);
      model = await withSession((session) => described(session));
      calls = platform.requests.length;
    });
    beforeEach(() => platform.reset());
    afterAll(() => source?.platform.close());

    it('accepts its configuration, and gives a place without secrets', () => {
      expect(connector.configSchema.safeParse(config).success).toBe(true);
      const secrets = secretsOf(connector, config, platform);
      expect(secrets.length).toBeGreaterThan(0);
      const place = connector.location(connector.configSchema.parse(config));
      for (const secret of secrets) expect(place).not.toContain(secret);
    });

    it('tests the connection stage by stage', async () => {
      const report = await withSession((session) => session.test(never));
      expect(report.passed).toContain('authenticate');
      expect(report.server).not.toBe('');
    });

    it('describes all objects, fields and associations, soundly', () => {
      expectSound(model);
      const fields = model.objects.reduce((sum, object) => sum + object.fields.length, 0);
      const { expected } = source;
      expect([model.objects.length, fields, model.associations.length]).toEqual([expected.objects, expected.fields, expected.associations]);
      for (const secret of secretsOf(connector, config, platform)) expect(JSON.stringify(model)).not.toContain(secret);
    });

    it('describes the same again, in one session and in another', async () => {
      await withSession(async (session) => {
        expect(await described(session)).toEqual(model);
        expect(JSON.stringify(await described(session))).toBe(JSON.stringify(model));
      });
    });

    it('tells how far it has come, and ends at the total', async () => {
      const seen: { done: number; total: number }[] = [];
      await withSession((session) => session.describe(never, (progress) => seen.push({ ...progress })));
      expect(seen.length).toBeGreaterThan(1);
      expect(seen.every(({ done, total }, i) => done <= total && done >= (seen[i - 1]?.done ?? 0))).toBe(true);
      expect(seen.at(-1)?.done).toBe(seen.at(-1)?.total);
    });

    it('asks for few things at a time, and changes nothing', async () => {
      await withSession((session) => described(session));
      expect(platform.mostAtOnce).toBeLessThanOrEqual(4);
      expect(platform.requests.filter(({ method }) => !['GET', 'POST'].includes(method))).toEqual([]);
      expect(platform.requests.filter(({ status }) => status === 429)).toEqual([]);
    });

    it.each(['slow-body', 'rate-limited', 'server-error'] as const)('is aborted within a second while the platform is at %s', async (kind) => {
      const error = await withSession(async (session) => {
        const fault = platform.fault(kind, { skip: Math.floor(calls / 2), times: Infinity });
        const controller = new AbortController();
        const work = failureOf(described(session, controller.signal));
        await expect.poll(() => fault.hits, { timeout: 20_000 }).toBeGreaterThan(0);
        controller.abort(new AppError('cancelled', 'Enough.'));
        return Promise.race([work, elapsed(1000)]);
      });
      expect(error).toMatchObject({ code: 'cancelled' });
    });

    it('does nothing when it was aborted before', async () => {
      await withSession(async (session) => {
        const aborted = AbortSignal.abort(new AppError('cancelled', 'Enough.'));
        expect(await codeOf(session.test(aborted))).toBe('cancelled');
        expect(await codeOf(described(session, aborted))).toBe('cancelled');
        const { object, fields } = source.expected.records;
        expect(await codeOf(session.read(object, fields, { signal: aborted })[Symbol.asyncIterator]().next())).toBe('cancelled');
      });
    });

    it.each(['rate-limited', 'rate-limited-silently', 'server-error'] as const)('gets over %s without a trace', async (kind) => {
      const faults = places(calls).map((skip) => platform.fault(kind, { skip }));
      expect(await withSession((session) => described(session))).toEqual(model);
      expect(faults.map(({ hits }) => hits)).toEqual(faults.map(() => 1));
    });

    it('gets a new access token when the old one runs out, where it can', async () => {
      for (const skip of places(calls)) {
        await withSession(async (session) => {
          await session.test(never);
          const fault = platform.fault('unauthorized-once', { skip });
          const outcome = await described(session).catch((error: unknown) => error);
          expect(fault.hits).toBeGreaterThan(0);
          if (source.renews) expect(outcome).toEqual(model);
          else expectFailure(outcome, ['authenticate']);
        });
        platform.reset();
      }
    });

    it.each([
      ['unauthorized', ['authenticate']],
      ['forbidden', ['authenticate']],
      ['rate-limited', ['list']],
      ['server-error', ['list']],
      ['truncated-json', ['list']],
      ['endless-body', ['list']],
      ['gzip-bomb', ['list']],
      ['redirect-elsewhere', ['list']],
    ] as const satisfies readonly (readonly [FaultKind, readonly SourceStage[]])[])('says so when the platform stays at %s', async (kind, stages) => {
      const before = process.memoryUsage().rss;
      const error = await withSession(async (session) => {
        platform.fault(kind, { times: Infinity });
        return failureOf(described(session));
      });
      expectFailure(error, stages);
      expect(platform.elsewhere).toEqual([]);
      expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
    });

    it.each(['vanished', 'forbidden', 'truncated-json'] as const)('never makes half a model when any one call is %s', async (kind) => {
      for (const skip of places(calls)) {
        platform.reset();
        platform.fault(kind, { skip });
        const outcome = await withSession((session) => described(session)).catch((error: unknown) => error);
        if (outcome instanceof Error) expectFailure(outcome, ['authenticate', 'list']);
        else expectSound(outcome as SaasModel);
      }
    });

    it('reads value texts in the order asked for, and stops at the limit', async () => {
      const { object, fields, rows } = source.expected.records;
      await withSession(async (session) => {
        expect(await read(session, object, fields)).toEqual(rows);
        expect(await read(session, object, fields.toReversed())).toEqual(rows.map((row) => row.toReversed()));
        expect(await read(session, object, fields, 1)).toEqual(rows.slice(0, 1));
        expect(await read(session, object, fields, rows.length - 1)).toEqual(rows.slice(0, -1));
        expect(await read(session, object, fields, rows.length + 1)).toEqual(rows);
      });
      expect(rows.length).toBeGreaterThan(1);
    });

    it('says so when the records cannot be read', async () => {
      const { object, fields } = source.expected.records;
      await withSession(async (session) => {
        expectFailure(await failureOf(read(session, 'no_such_object', fields)), ['read', 'list']);
        platform.fault('truncated-json', { times: Infinity });
        expectFailure(await failureOf(read(session, object, fields)), ['read']);
      });
    });

    it('says where it fails: wrong credentials, nobody there, an address that may not be called', async () => {
      const test = (session: SaasSession) => session.test(never);
      expectFailure(await failureOf(withSession(test, withWrongSecrets(connector, config))), ['authenticate']);
      expect(JSON.stringify(config)).toContain(platform.url);
      const elsewhere = JSON.parse(JSON.stringify(config).replaceAll(platform.url, await closedPort())) as typeof config;
      expectFailure(await failureOf(withSession(test, elsewhere)), ['connect']);
      platform.reset();
      expectFailure(await failureOf(withSession(test, config, { ...host, allowsInternalAddresses: false })), ['resolve', 'connect']);
      expect(platform.requests).toEqual([]);
    });
  });
}

/** The first, the second, one in the middle and the last of so many calls. */
const places = (calls: number): number[] => [...new Set([0, 1, Math.floor(calls / 2), calls - 1])].filter((place) => place < calls);

/** The address of a platform that is no more. */
async function closedPort(): Promise<string> {
  const gone = await startPlatform({});
  await gone.close();
  return gone.url;
}

const elapsed = (ms: number): Promise<string> => new Promise((resolve) => setTimeout(resolve, ms, `${ms} ms are over`));

/** The secrets of the configuration, and the credentials that the platform was shown. */
function secretsOf(connector: SaasConnector, config: Record<string, unknown>, platform: Platform): string[] {
  const shown = platform.requests.flatMap(({ headers }) => headers.authorization?.split(' ').slice(1) ?? []);
  return [...new Set([...textsIn(splitConfiguration(connector, config).secrets), ...shown])];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function withWrongSecrets(connector: SaasConnector, config: Record<string, unknown>): Record<string, unknown> {
  const secrets = new Set(textsIn(splitConfiguration(connector, config).secrets));
  return JSON.parse(JSON.stringify(config), (_key, value: unknown) =>
    typeof value === 'string' && secrets.has(value) ? 'wrong-credentials' : value,
  ) as Record<string, unknown>;
}
