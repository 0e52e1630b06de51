import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SaasSession } from '../../src/connectors/contract.ts';
import type { FaultKind } from '../../src/demo/platforms/faults.ts';
import { startPlatform } from '../../src/demo/platforms/server.ts';
import { AppError } from '../../src/domain/errors.ts';
import type { SourceStage } from '../../src/domain/errors.ts';
import type { SaasModel } from '../../src/domain/saas.ts';
import { codeOf, failureOf } from './failures.ts';
import { SaasAccount } from './saas-account.ts';
import type { SaasContractOptions } from './saas-account.ts';
import { expectPartOf, expectSound } from './sound-model.ts';

const never = () => new AbortController().signal;

/** What every SaaS connector must do, against its fake platform: in good times and when the platform goes wrong. */
export function describeSaasConnector(name: string, options: SaasContractOptions): void {
  const { connector } = options;

  describe(`${name} keeps the SaaS connector contract`, () => {
    let account: SaasAccount;
    let model: SaasModel;
    /** How many requests it takes to describe the account, in a session that has its access token. */
    let calls: number;

    beforeAll(async () => {
      account = await SaasAccount.start(options);
      const { platform } = account;
      model = await account.withSession(async (session) => {
        await session.test(never());
        platform.reset();
        return session.describe(never(), () => undefined);
      });
      calls = platform.requests.filter(({ path }) => path !== platform.tokenPath).length;
    });
    beforeEach(() => account.platform.reset());
    afterAll(() => account?.platform.close());

    it('accepts its configuration, and gives a place without secrets', () => {
      const { config, secrets } = account;
      const place = connector.location(connector.configSchema.parse(config));
      expect(secrets.length).toBeGreaterThan(0);
      for (const secret of secrets) expect(place).not.toContain(secret);
    });

    it('tests the connection stage by stage', async () => {
      const report = await account.withSession((session) => session.test(never()));
      expect(report.passed).toContain('authenticate');
      expect(report.server).not.toBe('');
    });

    it('describes all objects, fields and associations, soundly', () => {
      expectSound(model);
      const { objects, fields, associations } = account.source.expected;
      const found = model.objects.reduce((sum, object) => sum + object.fields.length, 0);
      expect([model.objects.length, found, model.associations.length]).toEqual([objects, fields, associations]);
      for (const secret of account.secrets) expect(JSON.stringify(model)).not.toContain(secret);
    });

    it('describes the same again, in one session and in another', async () => {
      await account.withSession(async (session) => {
        expect(await session.describe(never(), () => undefined)).toEqual(model);
        expect(JSON.stringify(await session.describe(never(), () => undefined))).toBe(JSON.stringify(model));
      });
    });

    it('tells how far it has come, and ends at the total', async () => {
      const seen: { done: number; total: number }[] = [];
      await account.withSession((session) => session.describe(never(), (progress) => seen.push({ ...progress })));
      expect(seen.length).toBeGreaterThan(1);
      expect(seen.every(({ done, total }, i) => done <= total && done >= (seen[i - 1]?.done ?? 0))).toBe(true);
      expect(seen.at(-1)?.done).toBe(seen.at(-1)?.total);
    });

    it('asks for few things at a time, no faster than it may, and changes nothing', async () => {
      const { platform } = account;
      await account.describe();
      expect(platform.mostAtOnce).toBeLessThanOrEqual(4);
      expect(platform.requests.filter(({ method }) => !['GET', 'POST'].includes(method))).toEqual([]);
      expect(platform.requests.filter(({ status }) => status === 429)).toEqual([]);
    });

    it.each(['slow-body', 'rate-limited', 'server-error'] as const)('is aborted within a second while the platform is at %s', async (kind) => {
      const error = await account.withSession(async (session) => {
        const fault = account.platform.fault(kind, { skip: Math.floor(calls / 2), times: Infinity });
        const controller = new AbortController();
        const work = failureOf(session.describe(controller.signal, () => undefined));
        await expect.poll(() => fault.hits, { timeout: 20_000 }).toBeGreaterThan(0);
        controller.abort(new AppError('cancelled', 'Enough.'));
        return Promise.race([work, elapsed(1000)]);
      });
      expect(error).toMatchObject({ code: 'cancelled' });
    });

    it('does nothing when it was aborted before', async () => {
      const aborted = AbortSignal.abort(new AppError('cancelled', 'Enough.'));
      const { object, fields } = account.source.expected.records;
      await account.withSession(async (session) => {
        expect(await codeOf(session.test(aborted))).toBe('cancelled');
        expect(await codeOf(session.describe(aborted, () => undefined))).toBe('cancelled');
        expect(await codeOf(session.read(object, fields, { signal: aborted })[Symbol.asyncIterator]().next())).toBe('cancelled');
      });
    });

    it('gets a new access token when the old one runs out, where it can', async () => {
      for (const skip of places(calls)) {
        account.platform.reset();
        await account.withSession(async (session) => {
          await session.test(never());
          const fault = account.platform.fault('unauthorized-once', { skip });
          const outcome = await session.describe(never(), () => undefined).catch((error: unknown) => error);
          expect(fault.hits).toBeGreaterThan(0);
          if (account.source.renews) expect(outcome).toEqual(model);
          else account.expectFailure(outcome, ['authenticate']);
        });
      }
    });

    // Nearly all of their time is waiting, so they do it together, each with a platform of its own.
    describe.concurrent('waiting', () => {
      const onItsOwn = async (work: (own: SaasAccount) => Promise<void>): Promise<void> => {
        const own = await SaasAccount.start(options);
        try {
          await work(own);
        } finally {
          await own.platform.close();
        }
      };

      it.each(['rate-limited', 'rate-limited-silently', 'server-error'] as const)('gets over %s without a trace', (kind) =>
        onItsOwn(async (own) => {
          const expected = await own.describe();
          const faults = places(calls).map((skip) => own.platform.fault(kind, { skip }));
          expect(await own.describe()).toEqual(expected);
          expect(faults.map(({ hits }) => hits)).toEqual(faults.map(() => 1));
        }),
      );

      it.each(['rate-limited', 'server-error'] as const)('says so when the platform stays at %s', (kind) =>
        onItsOwn(async (own) => {
          own.platform.fault(kind, { times: Infinity });
          own.expectFailure(await failureOf(own.describe()), ['list']);
        }),
      );
    });

    it.each([
      ['unauthorized', ['authenticate']],
      ['forbidden', ['authenticate']],
      ['truncated-json', ['list']],
      ['endless-body', ['list']],
      ['gzip-bomb', ['list']],
      ['redirect-elsewhere', ['list']],
      ['redirect-in-circles', ['list']],
      ['rate-limited-for-a-day', ['list']],
      ['internal-error', ['list']],
      ['page-for-people', ['list']],
      ['wrong-shape', ['list']],
      ['empty-body', ['list']],
      ['deep-json', ['list']],
      ['huge-headers', ['list']],
      ['garbled', ['list']],
    ] as const satisfies readonly (readonly [FaultKind, readonly SourceStage[]])[])('says so when the platform stays at %s', async (kind, stages) => {
      const { platform } = account;
      const before = process.memoryUsage().rss;
      platform.fault(kind, { times: Infinity });
      account.expectFailure(await failureOf(account.describe()), stages);
      expect(platform.elsewhere).toEqual([]);
      expect(process.memoryUsage().rss - before).toBeLessThan(500e6);
    });

    it.each(['vanished', 'forbidden', 'truncated-json'] as const)('tells of what is missing when one call is %s', async (kind) => {
      for (const skip of places(calls)) {
        account.platform.reset();
        account.platform.fault(kind, { skip });
        const outcome = await account.describe().catch((error: unknown) => error);
        if (outcome instanceof Error) account.expectFailure(outcome, ['authenticate', 'list']);
        else expectPartOf(model, outcome as SaasModel);
      }
    });

    it('reads value texts in the order asked for, and stops at the limit', async () => {
      const { object, fields, rows } = account.source.expected.records;
      expect(rows.length).toBeGreaterThan(1);
      await account.withSession(async (session) => {
        expect(await read(session, object, fields)).toEqual(rows);
        expect(await read(session, object, fields.toReversed())).toEqual(rows.map((row) => row.toReversed()));
        for (const limit of [1, rows.length - 1, rows.length + 1]) expect(await read(session, object, fields, limit)).toEqual(rows.slice(0, limit));
      });
    });

    it('says so when the records cannot be read', async () => {
      const { object, fields } = account.source.expected.records;
      await account.withSession(async (session) => {
        account.expectFailure(await failureOf(read(session, 'no_such_object', fields)), ['read', 'list']);
        account.platform.fault('truncated-json', { times: Infinity });
        account.expectFailure(await failureOf(read(session, object, fields)), ['read']);
      });
    });

    it('says where it fails: wrong credentials, nobody there, an address that may not be called', async () => {
      const test = (session: SaasSession) => session.test(never());
      account.expectFailure(await failureOf(account.withSession(test, { config: account.configWithWrongSecrets })), ['authenticate']);
      account.expectFailure(await failureOf(account.withSession(test, { config: account.configAt(await closedPort()) })), ['connect']);
      account.platform.reset();
      const isolated = { host: { allowsInternalAddresses: false } };
      account.expectFailure(await failureOf(account.withSession(test, isolated)), ['resolve', 'connect']);
      expect(account.platform.requests).toEqual([]);
    });
  });
}

async function read(session: SaasSession, object: string, fields: readonly string[], limit?: number): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const batch of session.read(object, fields, { signal: never(), ...(limit === undefined ? {} : { limit }) })) rows.push(...batch.rows);
  return rows;
}

/** The first, the second, one in the middle and the last of so many calls. */
const places = (calls: number): number[] => [...new Set([0, 1, Math.floor(calls / 2), calls - 1])].filter((place) => place < calls);

const elapsed = (ms: number): Promise<string> => new Promise((resolve) => setTimeout(resolve, ms, `${ms} ms are over`));

/** The address of a platform that is no more. */
async function closedPort(): Promise<string> {
  const gone = await startPlatform({});
  await gone.close();
  return gone.url;
}
