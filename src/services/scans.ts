import { isDeepStrictEqual } from 'node:util';
import type { DatabaseConnector } from '../connectors/contract.ts';
import { parseTarget } from '../connectors/registry.ts';
import { AppError, type ErrorCode } from '../domain/errors.ts';
import { isScanProgress, type JobState, type ScanOptions, type ScanProgress, type ScanTimings } from '../domain/job.ts';
import { findingsOfJob, type RelationshipSummary, type SourceSummary } from '../store/findings.ts';
import { linksOfJob, type LinkSummary } from '../store/link-findings.ts';
import { findJob } from '../store/jobs.ts';
import type { Store } from '../store/open.ts';
import { accountsOfJob, type AccountSummary } from '../store/saas-findings.ts';
import { findSourceByLocation, sourceConnection, upsertSourceByLocation, type SourceRow } from '../store/sources.ts';
import type { JobClient } from '../workflows/client.ts';
import { splitConfiguration } from './configuration.ts';
import { tryConnection } from './connection-test.ts';

/** Targets that were understood, before anything is opened or stored. */
export interface PlannedScan {
  readonly sources: readonly {
    readonly connector: DatabaseConnector;
    readonly config: Record<string, unknown>;
    readonly name: string;
    /** The caller chose the name: a known source takes it too. */
    readonly isNamed: boolean;
  }[];
}

/** Reads targets and names of a command line. Throws AppError 'invalid'. */
export function planScan(targets: readonly string[], names?: readonly string[]): PlannedScan {
  if (names !== undefined && names.length !== targets.length) {
    throw new AppError('invalid', `There are ${targets.length} targets, but ${names.length} names.`);
  }
  const sources = targets.map((target, i) => {
    const { connector, config, name } = parseTarget(target);
    const chosen = names?.[i]?.trim();
    if (chosen === '') throw new AppError('invalid', `The name of target ${i + 1} is empty.`);
    return { connector, config, name: chosen ?? name, isNamed: chosen !== undefined };
  });
  const unique = sources.map((source, i) => ({ ...source, name: source.isNamed ? source.name : distinct(source.name, sources.slice(0, i)) }));
  refuseTwice(
    'The same place is named twice',
    sources.map(({ connector, config }) => `${connector.type} ${connector.location(config)}`),
  );
  if (names !== undefined)
    refuseTwice(
      'The same name is given twice',
      sources.map(({ name }) => name),
    );
  return { sources: unique };
}

export type { AccountSummary };

export interface ScanJob {
  readonly organizationId: string;
  readonly id: string;
}

export interface ScanView {
  readonly state: JobState;
  readonly progress: ScanProgress | null;
  readonly error: string | null;
  /** What kind of failure it was: an ErrorCode, or null. */
  readonly errorCode: ErrorCode | null;
}

/** What `scan --json` prints, in this order of keys. */
export interface ScanReport {
  readonly sources: readonly SourceSummary[];
  readonly relationships: readonly RelationshipSummary[];
  readonly entity_links: readonly LinkSummary[];
  readonly timings: ScanTimings;
}

/** The main job as whoever owns the installation runs it: over the first organization, without a token. */
export interface Scans {
  /** Registers what is new and asks for a scan, in one transaction; what is known and changed is tried before. */
  start(plan: PlannedScan, options: ScanOptions): Promise<ScanJob>;
  look(job: ScanJob): Promise<ScanView>;
  cancel(job: ScanJob): Promise<void>;
  /** What a finished scan found, with score of at least `minScore`. */
  report(job: ScanJob, minScore: number): Promise<ScanReport>;
  /** The same of SaaS sources. */
  accounts(job: ScanJob, minScore: number): Promise<readonly AccountSummary[]>;
}

export interface ScansDependencies {
  readonly store: Store;
  readonly jobs: JobClient;
  /** The organization to work in, made where there is none. */
  readonly organization: () => Promise<{ organizationId: string; userId: string }>;
}

export function scansOf({ store, jobs, organization }: ScansDependencies): Scans {
  const rowOf = async ({ organizationId, id }: ScanJob) => {
    const row = await store.inOrganization(organizationId, (trx) => findJob(trx, organizationId, id));
    if (row === undefined) throw new AppError('not_found', 'The job is gone.');
    return row;
  };
  return {
    async start(plan, options) {
      const { organizationId, userId } = await organization();
      await tryChanges(store, organizationId, plan);
      return store.inOrganization(organizationId, async (trx) => {
        const at = new Date();
        const sources: SourceRow[] = [];
        for (const { connector, config, name, isNamed } of plan.sources) {
          const source = await upsertSourceByLocation(
            trx,
            {
              organizationId,
              connectorType: connector.type,
              sourceType: connector.sourceType,
              location: connector.location(config),
              name,
              rename: isNamed,
              ...splitConfiguration(connector, config),
              capabilities: connector.capabilities,
              at,
            },
            store.sealer,
          );
          sources.push(source);
        }
        const sourceIds = sources.map((source) => source.id);
        const registeredSourceIds = sources.filter((source) => source.created_at.getTime() === at.getTime()).map((source) => source.id);
        const { id } = await jobs.start(trx, { organizationId, sourceIds, registeredSourceIds, options, createdBy: userId });
        return { organizationId, id };
      });
    },
    async look(job) {
      const { state, progress, error, error_code: errorCode } = await rowOf(job);
      return { state, progress: progress !== null && isScanProgress(progress) ? progress : null, error, errorCode };
    },
    cancel: ({ organizationId, id }) => jobs.cancel(organizationId, id),
    async report(job, minScore) {
      const { timings } = await rowOf(job);
      const query = { organizationId: job.organizationId, jobId: job.id, minScore };
      const { sources, relationships, links } = await store.inOrganization(job.organizationId, async (trx) => ({
        ...(await findingsOfJob(trx, query)),
        links: await linksOfJob(trx, query),
      }));
      return {
        sources,
        relationships,
        entity_links: links,
        timings: {
          introspect_ms: timings?.introspect_ms ?? 0,
          profile_ms: timings?.profile_ms ?? 0,
          infer_ms: timings?.infer_ms ?? 0,
          link_ms: timings?.link_ms ?? 0,
          total_ms: timings?.total_ms ?? 0,
        },
      };
    },
    accounts: ({ organizationId, id }, minScore) =>
      store.inOrganization(organizationId, (trx) => accountsOfJob(trx, { organizationId, jobId: id, minScore })),
  };
}

/**
 * Where a known source is named with another configuration, that must work before it takes the place of what is stored: a password
 * that was mistyped is not to cost the one that works. Throws AppError 'source_failed'.
 */
async function tryChanges(store: Store, organizationId: string, plan: PlannedScan): Promise<void> {
  for (const { connector, config, name } of plan.sources) {
    const known = await store.inOrganization(organizationId, async (trx) => {
      const row = await findSourceByLocation(trx, organizationId, connector.type, connector.location(config));
      return row && sourceConnection(trx, organizationId, row.id, store.sealer);
    });
    if (known === undefined || isDeepStrictEqual(known.config, JSON.parse(JSON.stringify(config)))) continue;
    const { status, detail } = await tryConnection((signal) => connector.open(config, signal));
    if (status === 'error') throw new AppError('source_failed', `${name}: ${detail} What is stored of the source "${known.name}" stays as it was.`);
  }
}

/** Names that nobody chose are numbered where they would be the same. */
function distinct(name: string, before: readonly { readonly name: string }[]): string {
  const same = before.filter((source) => source.name === name).length;
  return same === 0 ? name : `${name} ${same + 1}`;
}

function refuseTwice(what: string, values: readonly string[]): void {
  const twice = values.find((value, i) => values.indexOf(value) < i);
  if (twice !== undefined) throw new AppError('invalid', `${what}: ${twice}.`);
}
