import type { Logger } from 'pino';
import { connectorFor } from '../connectors/registry.ts';
import type { Session } from '../connectors/contract.ts';
import { AppError, type ErrorCode } from '../domain/errors.ts';
import type { LinkEvidence } from '../domain/link-evidence.ts';
import { compared, counted, linkStatementOf, statementOf, type Verification } from '../domain/verification.ts';
import { linkEndsOf, type LinkEnd } from '../store/crosswalks.ts';
import { findEdgeRecord } from '../store/edge-detail.ts';
import { claimJob, findJob, finishJob } from '../store/jobs.ts';
import type { Store } from '../store/open.ts';
import { sourceConnection } from '../store/sources.ts';
import { keepResult, newestMachineRevision, type MachineRevision } from '../store/verifications.ts';
import { configurationFor } from './configuration.ts';
import { countLink } from './count-link.ts';
import type { JobInput, JobWorkflow } from './durable.ts';
import type { RunningJobs } from './running-jobs.ts';
import { settling } from './settle.ts';
import { openSystemSource } from './system-source.ts';
import { openWorkDirectory } from './work-directory.ts';

export interface VerifyDependencies {
  readonly store: Store;
  readonly home: string;
  /** SaaS platforms on this machine or its network may be read. */
  readonly allowsInternalAddresses: boolean;
  readonly running: RunningJobs;
  readonly logger: Logger;
}

/** Expected failures are values, so that a replay sees what the first run saw. */
type Checked =
  | { readonly kind: 'done'; readonly result: Verification }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string; readonly code: ErrorCode };

/** The durable verification of one edge: runs the SQL of its newest machine evidence on its source, and keeps how both compare. It writes no evidence: that is a scan's. */
export function verifyWorkflow(dependencies: VerifyDependencies): JobWorkflow {
  const { store, running, logger } = dependencies;
  return async (input, step) => {
    const { organizationId, jobId } = input;
    const signal = running.signal(jobId);
    const settle = settling(running, async () => running.done(jobId));
    const check = () =>
      settle<Checked>(
        async () => {
          signal.throwIfAborted();
          return { kind: 'done', result: await verified(dependencies, input, signal) };
        },
        (error) => {
          if (signal.aborted) return { kind: 'cancelled' };
          if (error instanceof AppError) return { kind: 'failed', message: error.message, code: error.code };
          logger.debug({ err: error, jobId }, 'a verification failed unexpectedly');
          return { kind: 'failed', message: 'An unexpected error. LOG_LEVEL=debug shows more.', code: 'unavailable' };
        },
      );
    const end = (checked: Checked) =>
      settle(() =>
        store.inOrganization(organizationId, async (trx) => {
          if (checked.kind === 'done') await keepResult(trx, organizationId, jobId, checked.result);
          if (checked.kind === 'failed') await finishJob(trx, organizationId, jobId, { state: 'failed', error: checked });
          else await finishJob(trx, organizationId, jobId, { state: checked.kind === 'done' ? 'succeeded' : 'cancelled' });
        }),
      );
    try {
      const isClaimed = await step('begin', () =>
        settle(async () => (await store.inOrganization(organizationId, (trx) => claimJob(trx, organizationId, jobId))) !== undefined),
      );
      if (!isClaimed) return;
      const checked = await step('check', check);
      await step('end', () => end(checked));
    } finally {
      running.done(jobId);
    }
  };
}

async function verified(dependencies: VerifyDependencies, { organizationId, jobId }: JobInput, signal: AbortSignal): Promise<Verification> {
  const { store } = dependencies;
  const known = await store.inOrganization(organizationId, async (trx) => {
    const { edge_kind: kind = null, edge_id: id = null } = (await findJob(trx, organizationId, jobId)) ?? {};
    const edge = kind === null || id === null ? undefined : await findEdgeRecord(trx, organizationId, kind, id);
    if (kind === null || edge === undefined) throw new AppError('not_found', 'The edge was deleted.');
    const revision = await newestMachineRevision(trx, organizationId, kind, edge.id);
    return { kind, edgeId: edge.id, revision, source: await sourceConnection(trx, organizationId, edge.from_source_id, store.sealer) };
  });
  if (known.kind === 'entity_link') return verifiedLink(dependencies, { organizationId, jobId }, known.edgeId, known.revision, signal);
  const statement = statementOf(known.revision?.evidence?.value());
  if (known.source === undefined || known.revision === undefined || statement === undefined) throw new AppError('conflict', nothingToRun);
  const { name, session } = await openHolder(known.source, signal);
  try {
    const [row] = await session.query(statement.sql, signal);
    const checked = compared(statement, name, row);
    return { revision: known.revision.revision, is_sample: known.revision.is_sample, agrees: checked.agrees, statements: [checked] };
  } finally {
    await session.close();
  }
}

/** Both sources are read anew: neither could run a statement over the other's rows. */
async function verifiedLink(
  { store, home, allowsInternalAddresses }: VerifyDependencies,
  { organizationId, jobId }: JobInput,
  id: string,
  revision: MachineRevision | undefined,
  signal: AbortSignal,
): Promise<Verification> {
  const { ends, dataKey } = await store.inOrganization(organizationId, async (trx) => ({
    ends: await linkEndsOf(trx, organizationId, id),
    dataKey: await store.dataKey(trx, organizationId),
  }));
  const evidence = revision?.evidence?.value();
  const statement = linkStatementOf(evidence);
  if (revision === undefined || ends === undefined || statement === undefined || !isWhole(ends)) throw new AppError('conflict', nothingToRun);
  const work = await openWorkDirectory(home, jobId);
  try {
    const place = { store, organizationId, allowsInternalAddresses };
    const now = await countLink({ place, ends, normaliser: (evidence as LinkEvidence).normaliser, work, dataKey, signal });
    const checked = counted(statement, `${ends.source.source} and ${ends.target.source}`, now);
    return { revision: revision.revision, is_sample: revision.is_sample, agrees: checked.agrees, statements: [checked] };
  } finally {
    await work.remove();
  }
}

export const isWhole = ({ source, target }: Readonly<Record<'source' | 'target', LinkEnd>>): boolean => source.isWhole && target.isWhole;

/** Why an edge cannot be verified. */
export const nothingToRun = 'Its evidence has nothing that could be counted again: records were sampled through an API. A scan measures it anew.';

/** Opens what holds the rows: the source itself, or where a sync landed them. */
async function openHolder(
  source: NonNullable<Awaited<ReturnType<typeof sourceConnection>>>,
  signal: AbortSignal,
): Promise<{ readonly name: string; readonly session: Session }> {
  const connector = connectorFor(source.connectorType);
  if (connector.sourceType === 'saas') {
    if (source.sync === null) throw new AppError('conflict', nothingToRun);
    return { name: source.sync.system.name, session: await openSystemSource(source.sync.system, signal) };
  }
  return { name: source.name, session: await connector.open(configurationFor(connector.configSchema, source.config, 'the source'), signal) };
}
