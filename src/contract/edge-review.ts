import { z } from 'zod';
import { edgeKinds, edgeStatuses } from '../domain/edge.ts';
import { dateTime, jsonObject, pathUuid, uuid } from './common.ts';

/** What the review of all three kinds of edge shares. */

const status = z.enum(edgeStatuses);
const exampleEdge = '0198c4a1-7d3e-7b52-9c0e-5f6a1b2c3d4e';
const exampleBatch = '0198c4b2-0f11-7a60-8d21-3c4b5a697887';
const exampleTime = '2026-01-02T03:04:05.678Z';

export const bulkResult = z
  .object({
    updated: z.array(uuid).meta({ description: 'Changed; with the other members of a composite key, which are reviewed together' }),
    unchanged: z.array(uuid).meta({ description: 'What was sent says nothing new about these' }),
    not_found: z.array(uuid),
    batch_id: uuid.nullable().meta({ description: 'Takes back the decisions of this call as one; null where nothing was decided' }),
  })
  .meta({
    id: 'BulkResult',
    description: 'What happened, per id.',
    examples: [{ updated: [exampleEdge], unchanged: [], not_found: [], batch_id: exampleBatch }],
  });

const evidenceRevision = z
  .object({
    revision: z.int().meta({ description: 'Counts from 1, per edge' }),
    origin: z.enum(['machine', 'manual']).meta({ description: 'What a scan measured, or what a person sent' }),
    job_id: uuid.nullable(),
    actor_id: uuid.nullable(),
    actor_name: z.string().nullable(),
    score: z.number().nullable(),
    evidence: jsonObject.nullable(),
    created_at: dateTime,
  })
  .meta({
    id: 'EvidenceRevision',
    description: 'What a scan, or a person, said of an edge. Revisions are never edited.',
    examples: [
      {
        revision: 1,
        origin: 'machine',
        job_id: '0198c4a0-1111-7b52-9c0e-5f6a1b2c3d4e',
        actor_id: null,
        actor_name: null,
        score: 0.97,
        evidence: { sentence: 'All 412 values of orders.customer_id are found in customers.id.' },
        created_at: exampleTime,
      },
    ],
  });

const decision = z
  .object({
    id: uuid,
    actor_id: uuid.nullable(),
    actor_name: z.string().nullable().meta({ description: 'What the person is called now' }),
    from_status: status,
    to_status: status,
    note: z.string().nullable().meta({ description: 'Why, in the words of who decided' }),
    batch_id: uuid.nullable().meta({ description: 'Decisions that were made at once share it' }),
    evidence_revision: z.int().nullable().meta({ description: 'The newest evidence at that time' }),
    source: z.enum(['api', 'cli', 'mcp', 'web']).meta({ description: 'Where the decision came from' }),
    undoes: uuid.nullable().meta({ description: 'The decision that this one takes back' }),
    created_at: dateTime,
  })
  .meta({
    id: 'EdgeDecision',
    description: 'A change of the status of an edge by a person.',
    examples: [
      {
        id: '0198c4b2-2222-7a60-8d21-3c4b5a697887',
        actor_id: '0198c49f-3333-7a60-8d21-3c4b5a697887',
        actor_name: 'Ada Lovelace',
        from_status: 'SUGGESTED',
        to_status: 'APPROVED',
        note: null,
        batch_id: exampleBatch,
        evidence_revision: 1,
        source: 'api',
        undoes: null,
        created_at: exampleTime,
      },
    ],
  });

export const edgeHistory = z
  .object({
    changed_since_decision: z.boolean().meta({ description: 'Newer evidence differs from what was decided on' }),
    revisions: z.array(evidenceRevision),
    decisions: z.array(decision),
  })
  .meta({
    id: 'EdgeHistory',
    description: 'All evidence and all decisions about an edge, oldest first.',
    examples: [{ changed_since_decision: false, revisions: [], decisions: [] }],
  });

export const edgeName = z
  .object({ kind: z.enum(edgeKinds), id: uuid })
  .meta({ id: 'EdgeName', description: 'Names an edge of any kind.', examples: [{ kind: 'relationship', id: exampleEdge }] });

export const batchUndone = z
  .object({
    updated: z.array(edgeName).meta({ description: 'As they were before the batch' }),
    unchanged: z.array(edgeName).meta({ description: 'Decided again since, or taken back already' }),
    not_found: z.array(edgeName).meta({ description: 'Deleted since' }),
    batch_id: uuid,
    undone_at: dateTime.meta({ description: '`updated_at` of those that were changed' }),
  })
  .meta({
    id: 'BatchUndone',
    description: 'What happened, per edge of the batch.',
    examples: [
      { updated: [{ kind: 'relationship', id: exampleEdge }], unchanged: [], not_found: [], batch_id: exampleBatch, undone_at: exampleTime },
    ],
  });

export const batchPath = z.object({ organization_id: pathUuid, batch_id: uuid });
