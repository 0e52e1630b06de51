import { z } from 'zod';
import { crosswalkStates, pairVerdicts, recordStates, sides } from '../domain/crosswalk.ts';
import { edgeStatuses } from '../domain/edge.ts';
import { jobStates } from '../domain/job.ts';
import { count, dateTime, maybe, queryBoolean, share, sortedPageQuery, uuid } from './common.ts';

const example = {
  id: '019b7bfc-1000-7a10-8d1c-5d0fae9f8d66',
  organization: '019b7bfa-7000-7a00-8000-1a2b3c4d5e6f',
  link: '019b7bfa-d640-7065-8182-4cae1bf97d66',
  run: '019b7bfc-2000-7a10-8d1c-5d0fae9f8d66',
  job: '019b7bfc-2001-7a10-8d1c-5d0fae9f8d66',
  pair: 'a3b0d5c2-4e1f-8a67-9b21-3c4b5a697887',
  cluster: 'b7c1e6d3-5f20-8b78-8c32-4d5c6b7a8998',
  batch: '019b7bfc-3000-7a10-8d1c-5d0fae9f8d66',
  table: '019b7bfa-c248-7a10-8d1c-5d0fae9f8d66',
  object: '019b7bfa-9a10-7b21-8c4d-0e6a7d5b3f22',
  left: '019b7bfa-8e00-7b6d-8c2a-4e0e9f8b1d00',
  right: '019b7bfa-8f00-7c6e-9d3b-5f1f0a9c2e11',
  at: '2026-01-02T03:04:05.678Z',
} as const;

const side = z.enum(sides);
const verdict = z.enum(pairVerdicts);
const band = z.enum(['auto', 'review', 'possible', 'hidden']);
const estimate = share.nullable();

const end = z
  .object({
    integration_source_id: uuid,
    source_name: z.string(),
    table_id: uuid.nullable(),
    saas_object_id: uuid.nullable(),
    entity_name: z.string(),
    key: z
      .array(z.string())
      .nullable()
      .meta({ description: 'Attributes that tell its records apart; null before the first run, empty: the number of the row' }),
  })
  .meta({ id: 'CrosswalkEnd', description: 'One of the two entities of a crosswalk.' });

const sideFigures = z
  .object({ records: count, matched: count, unmatched: count, conflicting: count })
  .meta({ id: 'CrosswalkSideFigures', description: 'Records of one side, by how they came out.' });

const figures = z
  .object({
    left: sideFigures,
    right: sideFigures,
    match_rate: share.meta({ description: 'Share of the records of the smaller side that have a pair' }),
    pairs_stated: count.meta({ description: 'The most pairs that there could be, said before they were compared' }),
    pairs_compared: count,
    pairs_kept: count.meta({
      description: 'Pairs that can be read: those that may be one, the likeliest of each record, and those that people decided on',
    }),
    pairs_taken: count,
    clusters: count.meta({ description: 'Groups of two or more records that are one' }),
    bands: z.object({ auto: count, review: count, possible: count, hidden: count }).meta({ description: 'Compared pairs by probability' }),
    decided: z.object({ same: count, different: count }).meta({ description: 'Pairs by what people said' }),
    estimated_precision: estimate.meta({ description: 'At the threshold, from the probabilities; not counted against a truth' }),
    estimated_recall: estimate,
    is_trained: z
      .boolean()
      .meta({ description: 'Whether the run learned what agreement says, or scored what changed with what an earlier one learned' }),
    decisions_read_at: dateTime,
    changes: z
      .object({
        records_added: count,
        records_changed: count,
        records_removed: count,
        pairs_added: count,
        pairs_changed: count,
        pairs_removed: count,
      })
      .meta({ description: 'Against the run before' }),
    pattern_count: count,
    notes: z.array(z.string()).meta({ description: 'What a reader should know' }),
  })
  .meta({ id: 'CrosswalkFigures', description: 'What a run came to.' });

const exampleFigures = {
  left: { records: 180, matched: 158, unmatched: 20, conflicting: 2 },
  right: { records: 160, matched: 158, unmatched: 0, conflicting: 2 },
  match_rate: 0.9875,
  pairs_stated: 3400,
  pairs_compared: 3312,
  pairs_kept: 214,
  pairs_taken: 160,
  clusters: 160,
  bands: { auto: 157, review: 3, possible: 2, hidden: 3150 },
  decided: { same: 0, different: 0 },
  estimated_precision: 0.996,
  estimated_recall: 0.991,
  is_trained: true,
  decisions_read_at: example.at,
  changes: { records_added: 340, records_changed: 0, records_removed: 0, pairs_added: 214, pairs_changed: 0, pairs_removed: 0 },
  pattern_count: 61,
  notes: [],
};

const exampleCrosswalk = {
  id: example.id,
  organization_id: example.organization,
  status: 'active',
  left: {
    integration_source_id: example.left,
    source_name: 'Shop',
    table_id: example.table,
    saas_object_id: null,
    entity_name: 'users',
    key: ['id'],
  },
  right: {
    integration_source_id: example.right,
    source_name: 'CRM',
    table_id: null,
    saas_object_id: example.object,
    entity_name: 'Contact',
    key: ['id'],
  },
  entity_links: [{ id: example.link, status: 'APPROVED' }],
  threshold: 0.5,
  run_id: example.run,
  figures: exampleFigures,
  created_by: null,
  created_at: example.at,
  updated_at: example.at,
} as const;

export const crosswalk = z
  .object({
    id: uuid,
    organization_id: uuid,
    status: z.enum(crosswalkStates).meta({ description: '`ended` where none of its entity links is approved any more: it is of no use then' }),
    left: end,
    right: end,
    entity_links: z.array(z.object({ id: uuid, status: z.enum(edgeStatuses) })).meta({ description: 'What it rests on' }),
    threshold: share.meta({ description: 'Pairs are taken from this probability on' }),
    run_id: uuid.nullable().meta({ description: 'The run whose results can be read; null while none has ended well' }),
    figures: figures.nullable().meta({ description: 'Of that run' }),
    created_by: uuid.nullable(),
    created_at: dateTime,
    updated_at: dateTime,
  })
  .meta({ id: 'Crosswalk', description: 'Which record of one table or SaaS object is which of another.', examples: [exampleCrosswalk] });

export const crosswalkDetail = z
  .object({
    ...crosswalk.shape,
    now: z
      .object({ left: sideFigures, right: sideFigures, pairs: count, taken: count, conflicting: count, same: count, different: count })
      .meta({ description: 'Counts as they are now, with what people decided since the run' }),
  })
  .meta({
    id: 'CrosswalkDetail',
    description: 'A crosswalk, with how it stands now.',
    examples: [
      {
        ...exampleCrosswalk,
        now: { left: exampleFigures.left, right: exampleFigures.right, pairs: 214, taken: 160, conflicting: 4, same: 0, different: 0 },
      },
    ],
  });

const keyNames = maybe(z.array(z.string().min(1)).min(1).max(20));

export const crosswalkCreate = z
  .object({
    entity_link_ids: z.array(uuid).min(1).max(100).meta({ description: 'Approved links between the same two tables or SaaS objects' }),
    threshold: maybe(share).meta({ description: 'Pairs are taken from this probability on; 0.5 where it is left out' }),
    left_key: keyNames.meta({
      description: 'Attributes that tell the records of the source of the first link apart; else its key, else the number of the row',
    }),
    right_key: keyNames.meta({ description: 'The same of its target' }),
  })
  .meta({
    id: 'CrosswalkCreate',
    description: 'Makes the crosswalk of two entities, or takes the one that they have, and starts a run of it.',
    examples: [{ entity_link_ids: [example.link] }],
  });
export type CrosswalkCreate = z.output<typeof crosswalkCreate>;

export const crosswalkRunCreate = z
  .object({
    retrain: maybe(z.boolean()).meta({
      description:
        'Learn anew what agreement says, instead of scoring only what changed with what the last run learned. That happens anyway where much changed',
    }),
    threshold: maybe(share).meta({ description: 'From now on' }),
  })
  .nullable()
  .optional()
  .meta({ id: 'CrosswalkRunCreate', description: 'Everything may be left out.', examples: [{ retrain: false }] });
export type CrosswalkRunCreate = z.output<typeof crosswalkRunCreate>;

const runFields = {
  id: uuid,
  organization_id: uuid,
  crosswalk_id: uuid,
  job_id: uuid.meta({ description: 'Follow it, or cancel it, as a job' }),
  state: z.enum(jobStates),
  error: z.string().nullable().meta({ description: 'What went wrong, and what to do about it' }),
  settings: z.object({ retrain: z.boolean() }),
  figures: figures.nullable(),
  created_by: uuid.nullable(),
  started_at: dateTime.nullable(),
  finished_at: dateTime.nullable(),
  created_at: dateTime,
  updated_at: dateTime,
};

const exampleRun = {
  id: example.run,
  organization_id: example.organization,
  crosswalk_id: example.id,
  job_id: example.job,
  state: 'succeeded',
  error: null,
  settings: { retrain: false },
  figures: exampleFigures,
  created_by: null,
  started_at: example.at,
  finished_at: example.at,
  created_at: example.at,
  updated_at: example.at,
} as const;

export const crosswalkRun = z.object(runFields).meta({ id: 'CrosswalkRun', description: 'One run of a crosswalk.', examples: [exampleRun] });

export const crosswalkRunDetail = z
  .object({
    ...runFields,
    comparison: z
      .object({
        fields: z
          .array(z.object({ name: z.string(), levels: z.array(z.object({ name: z.string(), bits: z.number() })) }))
          .meta({ description: 'What was compared, and what each level of agreement says, in bits, from the worst to equal' }),
        patterns: z
          .array(z.object({ levels: z.array(count), pairs: count, weight_bits: z.number() }))
          .meta({ description: 'The most frequent patterns of levels, field by field; 0 where a value is missing' }),
        thresholds: z
          .array(z.object({ threshold: share, pairs: count, precision: estimate, recall: estimate }))
          .meta({ description: 'For each hundredth: the pairs from it on, and the precision and recall that their probabilities let expect' }),
      })
      .nullable(),
  })
  .meta({
    id: 'CrosswalkRunDetail',
    description: 'One run of a crosswalk, with what it compared.',
    examples: [
      {
        ...exampleRun,
        comparison: {
          fields: [
            {
              name: 'login_email ~ email',
              levels: [
                { name: 'different', bits: -4.1 },
                { name: 'equal', bits: 9.7 },
              ],
            },
          ],
          patterns: [{ levels: [2], pairs: 158, weight_bits: 9.7 }],
          thresholds: [{ threshold: 0.5, pairs: 160, precision: 0.996, recall: 0.991 }],
        },
      },
    ],
  });

const pairFields = {
  id: uuid,
  organization_id: uuid,
  crosswalk_id: uuid,
  run_id: uuid.nullable().meta({ description: 'The run that last said something new of it' }),
  left_key: z.string(),
  right_key: z.string(),
  weight_bits: z
    .number()
    .nullable()
    .meta({ description: 'Logarithm of the odds that both are one, with even odds at 0; null where they were never compared' }),
  probability: share.nullable().meta({ description: 'What follows from the weight and from likelier rivals of the two records' }),
  band: band.nullable().meta({ description: 'auto from 0.95, review from 0.6, possible from 0.3' }),
  pattern: z.array(count).nullable().meta({ description: 'The level of agreement on each field, 0 where a value is missing' }),
  decision: verdict.nullable().meta({ description: 'What people said: it holds in every run' }),
  decided_by: uuid.nullable(),
  decided_at: dateTime.nullable(),
  is_taken: z.boolean().meta({ description: 'The crosswalk says that both are one' }),
  is_conflicting: z.boolean().meta({ description: 'One of its records has another pair that would be taken by itself' }),
  created_at: dateTime,
  updated_at: dateTime,
};

const examplePair = {
  id: example.pair,
  organization_id: example.organization,
  crosswalk_id: example.id,
  run_id: example.run,
  left_key: '503',
  right_key: 'C-70021',
  weight_bits: 8.71,
  probability: 0.9976,
  band: 'auto',
  pattern: [4, 0, 6, 7],
  decision: null,
  decided_by: null,
  decided_at: null,
  is_taken: true,
  is_conflicting: false,
  created_at: example.at,
  updated_at: example.at,
} as const;

export const crosswalkPair = z
  .object(pairFields)
  .meta({ id: 'CrosswalkPair', description: 'Two records that may be one, by their keys.', examples: [examplePair] });

const comparedValue = z.string().nullable();

export const crosswalkPairDetail = z
  .object({
    ...pairFields,
    prior_bits: z.number().nullable().meta({ description: 'What holds of any pair, before anything is compared: the contributions add to it' }),
    contributions: z
      .array(
        z.object({
          name: z.string(),
          level: count.nullable(),
          level_name: z.string().nullable().meta({ description: 'null where a value is missing, or where it is no comparison of values' }),
          bits: z.number(),
          left: z.array(comparedValue).nullable(),
          right: z.array(comparedValue).nullable(),
        }),
      )
      .meta({
        description:
          'What each compared field adds to the weight; `left` and `right` are the values now, masked where they are personal or secret, null where they cannot be shown. They add up to `weight_bits`',
      }),
    rival_bits: z
      .number()
      .nullable()
      .meta({ description: 'What likelier rivals take from the odds: `weight_bits` plus this is the logarithm of the odds of `probability`' }),
    values_note: z.string().nullable().meta({ description: 'Why values are not shown' }),
    left_cluster_id: uuid.nullable(),
    right_cluster_id: uuid.nullable(),
  })
  .meta({
    id: 'CrosswalkPairDetail',
    description: 'Two records side by side, and why they are one or not.',
    examples: [
      {
        ...examplePair,
        prior_bits: -6.2,
        contributions: [
          { name: 'login_email ~ email', level: 4, level_name: 'equal', bits: 9.7, left: ['a***@m***.e***'], right: ['a***@m***.e***'] },
        ],
        rival_bits: 0,
        values_note: null,
        left_cluster_id: example.cluster,
        right_cluster_id: example.cluster,
      },
    ],
  });

export const crosswalkRecord = z
  .object({
    id: uuid,
    organization_id: uuid,
    crosswalk_id: uuid,
    side,
    key: z.string(),
    state: z.enum(recordStates).meta({ description: '`conflicting`: several pairs of it would each be taken by themselves' }),
    cluster_id: uuid.meta({ description: 'Shared by the records that are one; the id stays with the oldest of them' }),
    created_at: dateTime.meta({ description: 'When a run first met it' }),
    updated_at: dateTime,
  })
  .meta({
    id: 'CrosswalkRecord',
    description: 'A record of one side, by its key.',
    examples: [
      {
        id: example.cluster,
        organization_id: example.organization,
        crosswalk_id: example.id,
        side: 'left',
        key: '503',
        state: 'matched',
        cluster_id: example.cluster,
        created_at: example.at,
        updated_at: example.at,
      },
    ],
  });

const namedPair = z.object({ left_key: z.string(), right_key: z.string() });

export const pairDecisions = z
  .object({
    verdict,
    pair_ids: maybe(z.array(uuid).max(10_000)),
    pairs: maybe(z.array(namedPair).max(10_000)).meta({ description: 'Pairs by the keys of their records: also such as no run found' }),
    note: maybe(z.string().max(2000)).meta({ description: 'Why' }),
  })
  .meta({
    id: 'CrosswalkPairDecisions',
    description: 'One verdict on pairs.',
    examples: [{ verdict: 'different', pair_ids: [example.pair], note: 'Father and son' }],
  });
export type PairDecisions = z.output<typeof pairDecisions>;

export const pairUndo = z
  .object({
    batch_id: maybe(uuid).meta({ description: 'All that was decided at once' }),
    pair_ids: maybe(z.array(uuid).max(10_000)).meta({ description: 'The last decision on each' }),
  })
  .meta({ id: 'CrosswalkPairUndo', description: 'What to take back.', examples: [{ batch_id: example.batch }] });
export type PairUndo = z.output<typeof pairUndo>;

export const pairsDecided = z
  .object({
    batch_id: uuid.nullable().meta({ description: 'Takes these decisions back as one; null where nothing was decided' }),
    updated: z.array(crosswalkPair).meta({ description: 'As they are now' }),
    unchanged: z.array(uuid).meta({ description: 'Pairs of which the same was said before, or of which nothing can be taken back' }),
    not_found: z.array(z.string()).meta({ description: 'Ids and keys that the crosswalk does not have' }),
  })
  .meta({
    id: 'CrosswalkPairsDecided',
    description: 'What happened, per pair.',
    examples: [{ batch_id: example.batch, updated: [], unchanged: [], not_found: [] }],
  });

export const crosswalkDecision = z
  .object({
    id: uuid,
    organization_id: uuid,
    crosswalk_id: uuid,
    pair_id: uuid,
    left_key: z.string(),
    right_key: z.string(),
    verdict,
    note: z.string().nullable(),
    batch_id: uuid,
    actor_id: uuid.nullable(),
    source: z.enum(['api', 'cli', 'mcp', 'web']),
    undone_at: dateTime.nullable(),
    undone_by: uuid.nullable(),
    created_at: dateTime,
  })
  .meta({
    id: 'CrosswalkDecision',
    description: 'What a person said of two records.',
    examples: [
      {
        id: example.batch,
        organization_id: example.organization,
        crosswalk_id: example.id,
        pair_id: example.pair,
        left_key: '503',
        right_key: 'C-70021',
        verdict: 'different',
        note: 'Father and son',
        batch_id: example.batch,
        actor_id: null,
        source: 'web',
        undone_at: null,
        undone_by: null,
        created_at: example.at,
      },
    ],
  });

export const unmerge = z
  .object({
    records: z
      .array(z.object({ side, key: z.string() }))
      .min(1)
      .max(1000),
  })
  .meta({
    id: 'CrosswalkUnmerge',
    description: 'Records that do not belong to the others of their cluster.',
    examples: [{ records: [{ side: 'left', key: '503' }] }],
  });
export type Unmerge = z.output<typeof unmerge>;

export const crosswalkCluster = z
  .object({ id: uuid, records: z.array(crosswalkRecord), pairs: z.array(crosswalkPair).meta({ description: 'Between its records' }) })
  .meta({
    id: 'CrosswalkCluster',
    description: 'Records that are one.',
    examples: [{ id: example.cluster, records: [], pairs: [examplePair] }],
  });

export const crosswalkSql = z
  .object({
    statements: z.array(
      z.object({
        name: z.string(),
        source_name: z.string().nullable().meta({ description: 'The source to run it on; null for a statement that takes the rows of others' }),
        dialect: z.string(),
        sql: z.string(),
      }),
    ),
    notes: z.array(z.string()),
  })
  .meta({
    id: 'CrosswalkSql',
    description: 'The deterministic part of a crosswalk as SQL: equality of the linked attributes in their normal form.',
    examples: [{ statements: [{ name: 'Shop', source_name: 'Shop', dialect: 'postgresql', sql: 'SELECT …' }], notes: [] }],
  });

export const crosswalkListPath = z.object({ organization_id: uuid });
export const crosswalkPath = crosswalkListPath.extend({ crosswalk_id: uuid });
export const crosswalkRunPath = crosswalkPath.extend({ run_id: uuid });
export const crosswalkPairPath = crosswalkPath.extend({ pair_id: uuid });
export const crosswalkClusterPath = crosswalkPath.extend({ cluster_id: uuid });

export const crosswalkFilter = z.object({
  integration_source_id: maybe(uuid).meta({ description: 'Only those with an end in this source' }),
  entity_link_id: maybe(uuid).meta({ description: 'Only those that rest on this link' }),
});
export type CrosswalkFilter = z.output<typeof crosswalkFilter>;

const pairFilter = z.object({
  band: maybe(band).meta({ description: 'Only pairs of this band' }),
  min_probability: maybe(z.coerce.number().min(0).max(1)).meta({ description: 'Only pairs of this probability or a higher one' }),
  max_probability: maybe(z.coerce.number().min(0).max(1)).meta({ description: 'Only pairs of a lower probability' }),
  decision: maybe(z.enum([...pairVerdicts, 'any', 'none'])).meta({ description: 'Only pairs of which people said this; anything, or nothing' }),
  bucket: maybe(z.enum(['taken', 'conflicting', 'unmatched'])).meta({
    description: '`taken`; `conflicting` with another pair of one of their records; `unmatched`: the likeliest of records that have no pair',
  }),
  key: maybe(z.string().max(1000)).meta({ description: 'Only pairs of a record with this key, on either side' }),
});
export const pairList = pairFilter.extend({
  order: maybe(z.enum(['asc', 'desc'])).meta({ default: 'desc', description: 'From the least likely, or from the likeliest' }),
  ...sortedPageQuery.shape,
});
export type PairFilter = z.output<typeof pairFilter>;

export const recordFilter = z.object({
  side: maybe(side).meta({ description: 'Only records of this side' }),
  state: maybe(z.enum(recordStates)).meta({ description: 'Only records that came out so' }),
});
export type RecordFilter = z.output<typeof recordFilter>;

export const downloadQuery = z.object({
  format: maybe(z.enum(['csv', 'parquet'])).meta({ default: 'csv', description: 'Of the file' }),
  min_probability: maybe(z.coerce.number().min(0).max(1)).meta({
    description:
      'Only pairs of this probability or a higher one, and those that people said are the same; the threshold of the crosswalk where it is left out',
  }),
  with_unmatched: maybe(queryBoolean).meta({ default: false, description: 'Also a row for each record without a pair' }),
});
export type DownloadQuery = z.output<typeof downloadQuery>;
