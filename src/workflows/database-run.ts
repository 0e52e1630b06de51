import type { DatabaseConnector, Session } from '../connectors/contract.ts';
import { withoutDeclared } from '../domain/entity.ts';
import type { ScanProgress } from '../domain/job.ts';
import type { SourceProfile } from '../domain/profile.ts';
import { profileSource } from '../profiling/profile-source.ts';
import { openStaging, type Staging } from '../profiling/staging.ts';
import { inferRelationships } from '../relationships/infer.ts';
import { saveScan } from '../store/scan-results.ts';
import { configurationFor } from './configuration.ts';
import { closeMade, kept, once } from './kept-results.ts';
import type { ScanContext, SourceRun } from './scan-run.ts';

/** A database: its model, the profile of its values, and the relationships inferred from both. */
export function databaseRun(connector: DatabaseConnector, context: ScanContext): SourceRun {
  const { source, options, work, signal, onProgress } = context;
  const place = (name: string): string => `${source.id}.${name}`;
  const report = (phase: ScanProgress['phase'], unit: ScanProgress['unit'], done: number, total: number, rows: number): void =>
    onProgress({ phase, source: source.name, done, total, unit, rows });

  const session = once<Session>(async () => {
    return connector.open(configurationFor(connector.configSchema, source.config, 'the source'), signal);
  });
  const model = once(() =>
    kept(work, place('model'), signal, async () => {
      report('introspect', 'tables', 0, 0, 0);
      const found = await (await session.get()).introspect(signal);
      return withoutDeclared(found, { foreignKeys: options.ignoreDeclared || options.ignoreKeys, keys: options.ignoreKeys });
    }),
  );
  const staging = once<Staging>(async () => openStaging({ directory: work.place(place('staging')), model: await model.get() }));
  const profile = once(async () => {
    const known = await work.read<SourceProfile>(place('profile'));
    if (known !== undefined && (await staging.get()).isReady()) return known;
    const entities = await model.get();
    const made = await profileSource(await session.get(), entities, await staging.get(), {
      signal,
      sampleRows: options.sampleRows,
      onProgress: ({ done, total, rows }) => report('profile', 'tables', done, total, rows),
    });
    await work.write(place('profile'), made);
    return made;
  });
  const findings = once(() =>
    kept(work, place('findings'), signal, async () =>
      inferRelationships({
        model: await model.get(),
        profile: await profile.get(),
        staging: await staging.get(),
        dialect: (await session.get()).dialect,
        signal,
        onProgress: ({ done, total }) => report('infer', 'candidates', done, total, 0),
      }),
    ),
  );

  return {
    unit: 'tables',
    advance: (phase) => ({ introspect: model.get, profile: profile.get, infer: findings.get })[phase](),
    async found() {
      const scanned = { model: await model.get(), profile: await profile.get(), findings: await findings.get() };
      return { edges: scanned.findings.length, save: (trx, place) => saveScan(trx, { ...place, ...scanned }) };
    },
    linkable: async () => ({
      kind: 'column',
      model: await model.get(),
      profile: await profile.get(),
      staging: await staging.get(),
      unread: [],
      copiedFrom: null,
    }),
    async close() {
      await closeMade(session);
      await closeMade(staging);
    },
  };
}
