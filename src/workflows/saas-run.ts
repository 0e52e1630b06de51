import type { SaasConnector, SaasSession } from '../connectors/contract.ts';
import { AppError } from '../domain/errors.ts';
import type { ScanProgress } from '../domain/job.ts';
import type { SourceProfile } from '../domain/profile.ts';
import type { AssociationFinding, SaasRecords } from '../domain/saas-records.ts';
import type { SaasModel } from '../domain/saas.ts';
import { profileStaging } from '../profiling/profile-source.ts';
import { SAMPLED_AT_ONCE, SAMPLED_RECORDS, sampledModel, sampledReader } from '../profiling/sampled-records.ts';
import { stageEntities } from '../profiling/stage-entities.ts';
import { openStaging, type Staging } from '../profiling/staging.ts';
import { saveSaasScan } from '../store/scan-saas.ts';
import { closeMade, kept, once } from './kept-results.ts';
import type { ScanContext, SourceRun } from './scan-run.ts';

/** What is kept of the records once they are staged. */
type Read = Pick<SaasRecords, 'unread'> & { readonly profile: SourceProfile };

/**
 * A SaaS application: its objects, fields and associations as the platform itself describes them, and what a sample of its records shows.
 *
 *     describe ─► model ─► records ─► staging ─► profile ─► findings ─► save
 */
export function saasRun(connector: SaasConnector, { source, options, work, signal, onProgress, host }: ScanContext): SourceRun {
  const place = (name: string): string => `${source.id}.${name}`;
  const limit = options.sampleRows ?? SAMPLED_RECORDS;
  const report = (phase: ScanProgress['phase'], progress: { readonly done: number; readonly total: number; readonly rows?: number }): void =>
    onProgress({ phase, source: source.name, unit: 'objects', rows: 0, ...progress });

  const session = once<SaasSession>(async () => {
    const config = connector.configSchema.safeParse(source.config);
    if (!config.success) throw new AppError('invalid', 'The configuration of the source does not fit its connector any more: set it anew.');
    return connector.open(config.data, signal, host);
  });
  const model = once(() =>
    kept<SaasModel>(work, place('model'), signal, async () => (await session.get()).describe(signal, (progress) => report('introspect', progress))),
  );
  const entities = once(async () => sampledModel(await model.get()));
  const staging = once<Staging>(async () => openStaging({ directory: work.place(place('staging')), model: await entities.get() }));

  async function stage(staged: Staging): Promise<void> {
    const reader = sampledReader(await session.get());
    await stageEntities(reader, await entities.get(), staged, {
      signal,
      sampleRows: limit,
      atOnce: SAMPLED_AT_ONCE,
      onProgress: (progress) => report('profile', progress),
    });
    await work.write(place('unread'), reader.unread);
    await staged.markReady();
  }

  const records = once(async (): Promise<SaasRecords> => {
    const staged = await staging.get();
    const known = staged.isReady() ? await work.read<Read>(place('profile')) : undefined;
    if (known !== undefined) return { origin: 'sample', limit, model: await entities.get(), ...known };
    if (!staged.isReady()) await stage(staged);
    const made: Read = {
      profile: await profileStaging(await entities.get(), staged, signal),
      unread: (await work.read<Read['unread']>(place('unread'))) ?? new Map(),
    };
    await work.write(place('profile'), made);
    return { origin: 'sample', limit, model: await entities.get(), ...made };
  });
  const findings = once(async (): Promise<readonly AssociationFinding[]> => []);

  return {
    advance: (phase) => ({ introspect: model.get, profile: records.get, infer: findings.get })[phase](),
    async found() {
      const scanned = { model: await model.get(), records: await records.get(), findings: await findings.get(), landing: null };
      return {
        edges: scanned.model.associations.length + scanned.findings.length,
        save: (trx, given) => saveSaasScan(trx, { ...given, ...scanned }),
      };
    },
    async close() {
      await closeMade(session);
      await closeMade(staging);
    },
  };
}
