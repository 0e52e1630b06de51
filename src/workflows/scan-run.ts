import type { Session } from '../connectors/contract.ts';
import { connectorFor } from '../connectors/registry.ts';
import type { RelationshipFinding } from '../domain/edge.ts';
import { AppError } from '../domain/errors.ts';
import { withoutDeclared, type SourceModel } from '../domain/entity.ts';
import type { ScanOptions, ScanProgress } from '../domain/job.ts';
import type { SourceProfile } from '../domain/profile.ts';
import { profileSource } from '../profiling/profile-source.ts';
import { openStaging, type Staging } from '../profiling/staging.ts';
import { inferRelationships } from '../relationships/infer.ts';
import type { WorkDirectory } from './work-directory.ts';

/** What a scan needs to reach one source. */
interface ScanSource {
  readonly id: string;
  readonly name: string;
  readonly connectorType: string;
  /** With its secrets: never kept, logged or returned. */
  readonly config: Record<string, unknown>;
}

export interface ScanContext {
  readonly source: ScanSource;
  readonly options: ScanOptions;
  readonly work: WorkDirectory;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ScanProgress) => void;
}

/**
 * One source on its way through a scan. Each result is what is in memory, else what the work directory keeps, else made
 * anew: a resumed scan may ask for any of them at once and gets the same.
 */
export interface SourceRun {
  model(): Promise<SourceModel>;
  profile(): Promise<SourceProfile>;
  findings(): Promise<RelationshipFinding[]>;
  close(): Promise<void>;
}

/** Nothing is opened before it is asked for. */
export function startSourceRun(context: ScanContext): SourceRun {
  const { source, options, work, signal, onProgress } = context;
  const place = (name: string): string => `${source.id}.${name}`;
  const report = (phase: ScanProgress['phase'], unit: ScanProgress['unit'], done: number, total: number, rows: number): void =>
    onProgress({ phase, source: source.name, done, total, unit, rows });

  const session = once<Session>(async () => {
    const connector = connectorFor(source.connectorType);
    const config = connector.configSchema.safeParse(source.config);
    if (!config.success) throw new AppError('invalid', 'The configuration of the source does not fit its connector any more: set it anew.');
    return connector.open(config.data, signal);
  });
  const model = once(() =>
    kept('model', async () => {
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
    kept('findings', async () =>
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

  async function kept<T>(name: string, make: () => Promise<T>): Promise<T> {
    const known = await work.read<T>(place(name));
    if (known !== undefined) return known;
    const made = await make();
    signal.throwIfAborted();
    await work.write(place(name), made);
    return made;
  }

  return {
    model: model.get,
    profile: profile.get,
    findings: findings.get,
    async close() {
      await session.made()?.then((open) => open.close(), ignore);
      await staging.made()?.then((open) => open.close(), ignore);
    },
  };
}

const ignore = (): void => undefined;

function once<T>(make: () => Promise<T>): { get: () => Promise<T>; made: () => Promise<T> | undefined } {
  let promise: Promise<T> | undefined;
  return { get: () => (promise ??= make()), made: () => promise };
}
