import { z } from 'zod';
import { edgeKinds } from '../domain/edge.ts';
import { count, dateTime, jsonObject, pathUuid, uuid } from './common.ts';
import { edge, exampleQueued } from './edge.ts';
import { edgeHistory } from './edge-review.ts';
import { profileBlock } from './profile.ts';

/** One edge with all that a reviewer looks at. */

const exampleEnd = {
  id: '0198c4a0-8888-7b52-9c0e-5f6a1b2c3d4e',
  name: 'customer_id',
  data_type: 'INTEGER',
  description: null,
  is_primary_key: false,
  is_nullable: true,
  is_sensitive: false,
  values: { rows: 4820, nulls: 0, empties: 0, distinct: 412, value_class: 'integer', min: '1', max: '412', top: [{ value: '17', count: 31 }] },
};

const exampleStatement = {
  source: 'Shop',
  dialect: 'postgresql',
  sql: 'SELECT (SELECT COUNT(*) FROM "public"."orders") AS "rows", …',
  stored: { rows: 4820, orphan_rows: 0 },
  now: { rows: 4901, orphan_rows: 0 },
  agrees: false,
  problem: null,
};
const exampleVerification = { revision: 1, is_sample: false, agrees: false, statements: [exampleStatement], checked_at: '2026-01-02T03:04:05.678Z' };

const values = z.object({
  rows: count,
  nulls: count,
  empties: count.meta({ description: 'Values of no characters; they count as missing' }),
  distinct: count,
  value_class: z.string().meta({ description: 'integer, decimal, boolean, date, timestamp, time, uuid, json, binary, text or empty' }),
  min: z.string().nullable().meta({ description: 'Null where the values are personal or secret' }),
  max: z.string().nullable(),
  top: z.array(z.object({ value: z.string(), count })).meta({ description: 'The most frequent values; masked where they are personal or secret' }),
});

const edgeAttribute = z
  .object({
    id: uuid,
    name: z.string().meta({ description: 'Of a column its name, of a SaaS field its API identifier' }),
    data_type: z.string().nullable(),
    description: z.string().nullable(),
    is_primary_key: z.boolean().meta({ description: 'Of a SaaS field: whether the platform says that it is unique' }),
    is_nullable: z.boolean(),
    is_sensitive: z.boolean().meta({ description: 'Personal or secret: values are shown masked' }),
    values: values.nullable().meta({ description: 'What a scan counted; null where none has read values' }),
    ...profileBlock,
  })
  .meta({ id: 'EdgeAttribute', description: 'A column or a field at an end of an edge, with its profile.', examples: [exampleEnd] });

const counted = z.record(z.string(), z.number());

const checkedStatement = z
  .object({
    source: z.string().meta({ description: 'Name of the source that it ran on' }),
    dialect: z.string(),
    sql: z.string(),
    stored: counted.meta({ description: 'What the evidence says, by name' }),
    now: counted.nullable().meta({ description: 'What the source says now; null where it could not be asked' }),
    agrees: z.boolean(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'CheckedStatement', description: 'A statement of the evidence, run again on its source.', examples: [exampleStatement] });

export const edgeVerification = z
  .object({
    revision: z.int().nullable().meta({ description: 'The evidence that was checked' }),
    is_sample: z.boolean().meta({ description: 'The evidence speaks of a sample of the rows, the check of all: they may differ' }),
    agrees: z.boolean().meta({ description: 'Every statement gave what the evidence says' }),
    statements: z.array(checkedStatement),
    checked_at: dateTime,
  })
  .meta({
    id: 'EdgeVerification',
    description: 'How the evidence of an edge stands against its source now. It changes neither.',
    examples: [exampleVerification],
  });

export const edgeDetail = z
  .object({
    edge,
    evidence: jsonObject.nullable(),
    attributes: z
      .object({ from: z.array(edgeAttribute), to: z.array(edgeAttribute) })
      .meta({ description: 'The attributes of both ends, in step; of an association those that its evidence names' }),
    competing: z.array(edge).meta({
      description: 'Other edges that share an attribute with this one and exclude it, or are excluded by it; the 20 with the highest scores',
    }),
    history: edgeHistory,
    decided_on_revision: z.int().nullable().meta({ description: 'The evidence that the newest standing decision was made on' }),
    verification: edgeVerification.nullable().meta({ description: 'The newest check that has ended' }),
    verifying_job_id: uuid.nullable().meta({ description: 'The check that is under way' }),
  })
  .meta({
    id: 'EdgeDetail',
    description: 'An edge with its evidence, the profiles of both ends, its rivals and its history.',
    examples: [
      {
        edge: exampleQueued,
        evidence: { sentence: 'All 412 values of orders.customer_id are found in customers.id.' },
        attributes: { from: [exampleEnd], to: [{ ...exampleEnd, id: '0198c4a0-9999-7b52-9c0e-5f6a1b2c3d4e', name: 'id', is_primary_key: true }] },
        competing: [],
        history: { changed_since_decision: false, revisions: [], decisions: [] },
        decided_on_revision: null,
        verification: exampleVerification,
        verifying_job_id: null,
      },
    ],
  });

export const edgePath = z.object({ organization_id: pathUuid, kind: z.enum(edgeKinds).meta({ description: 'Of the edge' }), edge_id: pathUuid });
