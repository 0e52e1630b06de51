import { inferAssociations } from '../associations/infer.ts';
import type { RecordReader, SaasConnector, SaasSession } from '../connectors/contract.ts';
import { withoutDeclared, type SourceModel } from '../domain/entity.ts';
import type { ScanProgress } from '../domain/job.ts';
import type { SaasRecords } from '../domain/saas-records.ts';
import type { SaasModel } from '../domain/saas.ts';
import { reconcile, reconcileFinding, type Landing } from '../landing/index.ts';
import { profileStaging } from '../profiling/profile-source.ts';
import { SAMPLED_AT_ONCE, SAMPLED_RECORDS, sampledModel, sampledReader } from '../profiling/sampled-records.ts';
import { stageEntities } from '../profiling/stage-entities.ts';
import { openStaging, type Staging } from '../profiling/staging.ts';
import { saveSaasScan, type SaasScan } from '../store/scan-saas.ts';
import { misfit } from './configuration.ts';
import { closeMade, kept, once } from './kept-results.ts';
import type { ScanContext, SourceRun } from './scan-run.ts';
import { openSyncedRecords, type OpenLanding } from './system-source.ts';

/** What there is to read, and where it lies. */
interface Shape {
  readonly saas: SaasModel;
  readonly records: SourceModel;
  /** Null where records are sampled through the platform's API. */
  readonly landed: Pick<Landing, 'tables' | 'columns'> | null;
}

type Found = Pick<SaasScan, 'findings' | 'landing'>;
type Unread = SaasRecords['unread'];

/**
 * A SaaS application: what the platform says of its objects, fields and associations, met with what a sync landed of it, and what its records
 * show: those that landed, else a sample that the platform's API gives.
 *
 *     describe ─► shape (┬ landing) ─► staging ─► profile ─► findings ─► save
 *
 * Without a connector, or without a configuration for it, only a synced source can be read: the sync service has its credentials.
 */
export function saasRun(connector: SaasConnector | null, { source, options, work, signal, onProgress, host }: ScanContext): SourceRun {
  const place = (name: string): string => `${source.id}.${name}`;
  const report = (progress: Pick<ScanProgress, 'phase' | 'done' | 'total'> & Partial<Pick<ScanProgress, 'unit' | 'rows'>>): void =>
    onProgress({ source: source.name, unit: 'objects', rows: 0, ...progress });

  const session = once<SaasSession | null>(async () => {
    const config = connector?.configSchema.safeParse(source.config);
    if (connector !== null && config?.success === true) return connector.open(config.data, signal, host);
    if (source.sync !== null) return null;
    throw misfit('the source');
  });
  const described = once(() =>
    kept<SaasModel | null>(work, place('described'), signal, async () => {
      const open = await session.get();
      return (await open?.describe(signal, (progress) => report({ phase: 'introspect', ...progress }))) ?? null;
    }),
  );
  const synced = once<OpenLanding | null>(async () => (source.sync === null ? null : openSyncedRecords(source.sync, await described.get(), signal)));
  const shape = once(() =>
    kept<Shape>(work, place('shape'), signal, async () => {
      const drop = { foreignKeys: options.ignoreDeclared || options.ignoreKeys, keys: options.ignoreKeys };
      const landing = (await synced.get())?.landing;
      if (landing !== undefined) {
        const { saas, model, tables, columns } = landing;
        return { saas, records: withoutDeclared(model, drop), landed: { tables, columns } };
      }
      const saas = (await described.get()) ?? { objects: [], associations: [], notes: [] };
      return { saas, records: withoutDeclared(sampledModel(saas), drop), landed: null };
    }),
  );
  const staging = once<Staging>(async () => openStaging({ directory: work.place(place('staging')), model: (await shape.get()).records }));

  const limitOf = (landed: Shape['landed']): number | null => options.sampleRows ?? (landed === null ? SAMPLED_RECORDS : null);

  /** Reads the records into the staging; what a resumed scan must know besides is kept before the staging counts as complete. */
  async function stage(staged: Staging): Promise<void> {
    const { records, landed } = await shape.get();
    const read = async (reader: RecordReader, atOnce: number): Promise<void> =>
      stageEntities(reader, records, staged, {
        signal,
        sampleRows: limitOf(landed),
        atOnce,
        onProgress: (progress) => report({ phase: 'profile', ...progress }),
      });
    const [open, landing] = landed === null ? [await session.get(), undefined] : [null, (await synced.get())?.landing];
    let unread: Unread = new Map();
    if (landing !== undefined) await read(landing.reader, 1);
    else if (open !== null) {
      const reader = sampledReader(open);
      await read(reader, SAMPLED_AT_ONCE);
      ({ unread } = reader);
    }
    await work.write(place('unread'), unread);
    await staged.markReady();
  }

  const records = once(async (): Promise<SaasRecords> => {
    const staged = await staging.get();
    const known = staged.isReady() ? await work.read<SaasRecords>(place('records')) : undefined;
    if (known !== undefined) return known;
    if (!staged.isReady()) await stage(staged);
    const { records: model, landed } = await shape.get();
    const made: SaasRecords = {
      origin: landed === null ? 'sample' : 'landed',
      model,
      profile: await profileStaging(model, staged, signal),
      limit: limitOf(landed),
      unread: (await work.read<Unread>(place('unread'))) ?? new Map(),
    };
    await work.write(place('records'), made);
    return made;
  });

  const found = once(() =>
    kept<Found>(work, place('found'), signal, async () => {
      const { saas, landed } = await shape.get();
      const landing = landed === null ? undefined : (await synced.get())?.landing;
      const findings = await inferAssociations({
        saas,
        records: await records.get(),
        staging: await staging.get(),
        dialect: landing?.dialect ?? null,
        signal,
        onProgress: (progress) => report({ phase: 'infer', unit: 'candidates', ...progress }),
      });
      if (landed === null || landing === undefined) return { findings, landing: null };
      const reconciliations = reconcile(landing, saas.associations, findings);
      return { findings, landing: { ...landed, reconciliations, ofFindings: findings.map((finding) => reconcileFinding(landing, finding)) } };
    }),
  );

  return {
    unit: 'objects',
    advance: (phase) => ({ introspect: shape.get, profile: records.get, infer: found.get })[phase](),
    async found() {
      const scanned = { model: (await shape.get()).saas, records: await records.get(), ...(await found.get()) };
      return {
        edges: scanned.model.associations.length + scanned.findings.length,
        save: (trx, given) => saveSaasScan(trx, { ...given, ...scanned }),
      };
    },
    async linkable() {
      const { model, profile, unread } = await records.get();
      const { landed } = await shape.get();
      const tables = [...(landed?.tables.values() ?? [])];
      const copiedFrom = source.sync === null ? null : { sourceId: source.sync.system.id, tables };
      return { kind: 'field', model, profile, staging: await staging.get(), unread: [...unread.keys()], copiedFrom };
    },
    async close() {
      await closeMade(session);
      await closeMade(synced);
      await closeMade(staging);
    },
  };
}
