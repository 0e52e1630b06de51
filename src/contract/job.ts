import { z } from 'zod';
import { edgeVerification } from './edge-detail.ts';
import { crosswalkPhases, jobKinds, jobStates, scanPhases } from '../domain/job.ts';
import { count, dateTime, listOrder, maybe, pathUuid, scopeQuery, uuid } from './common.ts';

const example = {
  id: '019b7bfb-0d10-7e65-a182-4cadbd9f7e77',
  organization_id: '019b7bf9-1c00-7a42-9d3e-6f7a8b9c0d11',
  kind: 'scan',
  state: 'running',
  source_ids: ['019b7bfa-9a10-7b21-8c4d-0e6a7d5b3f22'],
  options: { ignore_declared: false, ignore_keys: false, sample_rows: null },
  progress: { phase: 'profile', source: 'Shop', done: 12, total: 40, unit: 'tables', rows: 1_250_000, bytes: null },
  timings: null,
  changes: null,
  result: null,
  error: null,
  cancel_requested_at: null,
  created_by: '019b7bf9-1c05-7c11-8f2a-1b2c3d4e5f60',
  started_at: '2026-01-02T03:04:05.678Z',
  finished_at: null,
  created_at: '2026-01-02T03:04:05.612Z',
  updated_at: '2026-01-02T03:04:09.100Z',
} as const;

const changed = { added: count, changed: count, gone: count };
const changedEdges = {
  ...changed,
  changed: count.meta({ description: 'Those whose evidence says something else than before' }),
  worse: count.meta({ description: 'Those whose new evidence speaks less for them than what was known' }),
};

export const job = z
  .object({
    id: uuid,
    organization_id: uuid,
    kind: z.enum(jobKinds),
    state: z.enum(jobStates),
    source_ids: z.array(uuid),
    options: z
      .object({ ignore_declared: z.boolean(), ignore_keys: z.boolean(), sample_rows: z.int().nullable() })
      .nullable()
      .meta({ description: 'Of a scan; null for other jobs' }),
    progress: z
      .object({
        phase: z.enum([...scanPhases, 'sync', ...crosswalkPhases]),
        source: z.string(),
        done: z.int(),
        total: z.int(),
        unit: z.enum(['tables', 'objects', 'candidates', 'edges', 'connections', 'steps', 'pairs']),
        rows: z.int().meta({ description: 'Rows read so far in this phase; of a sync, records committed so far' }),
        bytes: z.int().nullable().meta({ description: 'Of a sync: bytes moved so far' }),
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
    changes: z
      .object({
        sources: z.array(
          z.object({
            source_id: uuid,
            entities: z.object(changed).meta({ description: 'Tables or SaaS objects; changed are those with other attributes' }),
            attributes: z.object(changed).meta({ description: 'Columns or fields; changed are those of another type or with other constraints' }),
            edges: z.object(changedEdges).meta({ description: 'Relationships or associations; a composite key is one' }),
          }),
        ),
        entity_links: z.object(changedEdges).nullable().meta({ description: 'Null where none were looked for' }),
      })
      .nullable()
      .meta({ description: 'Of a scan that succeeded: how many things were not there before, are otherwise, and are there no more' }),
    result: edgeVerification.nullable().meta({ description: 'Of a verification that succeeded: how the evidence stands against its source' }),
    error: z.string().nullable().meta({ description: 'What went wrong, and what to do about it' }),
    cancel_requested_at: dateTime.nullable(),
    created_by: uuid.nullable(),
    started_at: dateTime.nullable(),
    finished_at: dateTime.nullable(),
    created_at: dateTime,
    updated_at: dateTime,
  })
  .meta({ id: 'Job', description: 'A scan, a sync, the run of a crosswalk or a verification, and how far it is.', examples: [example] });

const options = {
  ignore_declared: maybe(z.boolean()).meta({ description: 'Do not read declared foreign keys' }),
  ignore_keys: maybe(z.boolean()).meta({ description: 'Nor primary keys, unique constraints and indexes' }),
  sample_rows: maybe(count.min(1)).meta({
    description: 'Read at most this many rows of each table; null reads all. Of each object of a SaaS platform null reads the first 1,000 records',
  }),
};

export const scanOptions = z
  .object(options)
  .nullable()
  .optional()
  .meta({ id: 'ScanOptions', description: 'Everything may be left out.', examples: [{ sample_rows: 100_000 }] });
export type ScanOptionsBody = z.output<typeof scanOptions>;

export const scanRequest = z.object({ source_ids: z.array(uuid).min(1).max(1000), ...options }).meta({
  id: 'ScanRequest',
  description: 'What one scan should read.',
  examples: [{ source_ids: ['019b7bfa-9a10-7b21-8c4d-0e6a7d5b3f22'], sample_rows: null }],
});
export type ScanRequest = z.output<typeof scanRequest>;

export const jobPath = z.object({ job_id: pathUuid });
export const jobScope = scopeQuery.omit({ job_id: true });
export const jobFilter = z.object({
  state: maybe(z.enum(jobStates)).meta({ description: 'Only those in this state' }),
  source_id: maybe(uuid).meta({ description: 'Only those of this integration source' }),
  order: listOrder,
});
export type JobFilterQuery = z.output<typeof jobFilter>;
