import { z } from 'zod';
import { jobStates, scanPhases } from '../domain/job.ts';
import { count, dateTime, maybe, pathUuid, scopeQuery, uuid } from './common.ts';

export const job = z
  .object({
    id: uuid,
    organization_id: uuid,
    kind: z.enum(['scan']),
    state: z.enum(jobStates),
    source_ids: z.array(uuid),
    options: z.object({ ignore_declared: z.boolean(), ignore_keys: z.boolean(), sample_rows: z.int().nullable() }),
    progress: z
      .object({
        phase: z.enum(scanPhases),
        source: z.string(),
        done: z.int(),
        total: z.int(),
        unit: z.enum(['tables', 'candidates', 'edges']),
        rows: z.int().meta({ description: 'Rows read so far in this phase' }),
      })
      .nullable(),
    timings: z
      .object({
        introspect_ms: z.number(),
        profile_ms: z.number(),
        infer_ms: z.number(),
        link_ms: z.number(),
        total_ms: z.number(),
      })
      .nullable(),
    error: z.string().nullable().meta({ description: 'What went wrong, and what to do about it' }),
    cancel_requested_at: dateTime.nullable(),
    created_by: uuid.nullable(),
    started_at: dateTime.nullable(),
    finished_at: dateTime.nullable(),
    created_at: dateTime,
    updated_at: dateTime,
  })
  .meta({ id: 'Job' });

const options = {
  ignore_declared: maybe(z.boolean()).meta({ description: 'Do not read declared foreign keys' }),
  ignore_keys: maybe(z.boolean()).meta({ description: 'Nor primary keys, unique constraints and indexes' }),
  sample_rows: maybe(count.min(1)).meta({ description: 'Read at most this many rows of each table; null reads all' }),
};

export const scanOptions = z.object(options).nullable().optional().meta({ description: 'Everything may be left out.' });
export type ScanOptionsBody = z.output<typeof scanOptions>;

export const scanRequest = z.object({ source_ids: z.array(uuid).min(1).max(1000), ...options }).meta({ id: 'ScanRequest' });
export type ScanRequest = z.output<typeof scanRequest>;

export const jobPath = z.object({ job_id: pathUuid });
export const jobScope = scopeQuery.omit({ job_id: true });
export const jobFilter = z.object({ state: maybe(z.enum(jobStates)), source_id: maybe(uuid) });
export type JobFilterQuery = z.output<typeof jobFilter>;
