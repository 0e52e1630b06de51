import { z } from 'zod';
import { count, dateTime, jsonObject, listOrder, maybe, pathUuid, queryBoolean, uuid } from './common.ts';

export const auditEvent = z
  .object({
    id: uuid,
    organization_id: uuid,
    position: z.int().min(1).meta({ description: 'Place in the log of the organization: 1, 2, 3, … without gaps' }),
    actor_id: uuid.nullable().meta({ description: 'User who did it; null for the system itself' }),
    source: z.enum(['api', 'cli', 'mcp', 'web', 'system']).meta({ description: 'Where the change came from' }),
    action: z.string().meta({ description: 'What was done: relationship.decided, source.updated, …' }),
    object_kind: z.string(),
    object_id: uuid.nullable(),
    details: jsonObject.meta({ description: 'Never a secret, never a value of the data' }),
    created_at: dateTime,
    hash: z.string().nullable().meta({
      description: 'Keyed hash over this event and the hash of the one before, in hexadecimal; null for events from before there were hashes',
    }),
  })
  .meta({
    id: 'AuditEvent',
    description: 'Something that somebody changed. Events are never edited; `cognate audit verify` tells whether one was.',
    examples: [
      {
        id: '0198c4b2-2222-7a60-8d21-3c4b5a697887',
        organization_id: '0198c49e-1111-7a60-8d21-3c4b5a697887',
        position: 42,
        actor_id: '0198c49f-3333-7a60-8d21-3c4b5a697887',
        source: 'api',
        action: 'relationship.decided',
        object_kind: 'relationship',
        object_id: '0198c4a1-7d3e-7b52-9c0e-5f6a1b2c3d4e',
        details: { from: 'SUGGESTED', to: 'APPROVED', batch_id: null },
        created_at: '2026-01-02T03:04:05.678Z',
        hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      },
    ],
  });

export const auditPath = z.object({ organization_id: pathUuid });
const word = z.string().max(200);
export const auditFilter = z.object({
  actor_id: maybe(uuid).meta({ description: 'Only what this user did' }),
  action: maybe(word).meta({ description: 'Only this, such as relationship.decided' }),
  object_kind: maybe(word).meta({ description: 'Only what was done to things of this kind' }),
  object_id: maybe(uuid).meta({ description: 'Only what was done to this thing' }),
  since: maybe(dateTime).meta({ description: 'From then on' }),
  until: maybe(dateTime).meta({ description: 'Before then' }),
  order: listOrder,
});
export type AuditFilterQuery = z.output<typeof auditFilter>;

export const auditVerificationQuery = z.object({
  whole: maybe(queryBoolean).meta({ default: false, description: 'Read all events, also those that were found intact before' }),
});

export const auditVerification = z
  .object({
    organization_id: uuid,
    intact: z.boolean().meta({ description: 'Whether what was read is as it was written' }),
    events: count.meta({ description: 'With those before `read_from`, as many as were found when they were read' }),
    unhashed_events: count.meta({ description: 'So many of them are from before there were hashes: only their order is known' }),
    head: z
      .object({ position: z.int(), hash: z.string().nullable() })
      .nullable()
      .meta({ description: 'The end of the log; noted elsewhere, it tells later whether the log was cut off and begun anew' }),
    read_from: z.int().min(1).meta({ description: 'The events from this one on were read now; 1 for all' }),
    earlier_read_since: dateTime.nullable().meta({
      description:
        'The events before it were found intact then, or since; somebody may have changed them afterwards, or taken them away. Null where all were read now',
    }),
    problem: z
      .object({ position: z.int().nullable(), event_id: uuid.nullable(), what: z.string() })
      .nullable()
      .meta({ description: 'The first problem in the order of what was read' }),
  })
  .meta({
    id: 'AuditVerification',
    description: 'What the check of an audit log found.',
    examples: [
      {
        organization_id: '0198c49e-1111-7a60-8d21-3c4b5a697887',
        intact: true,
        events: 42,
        unhashed_events: 0,
        head: { position: 42, hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
        read_from: 41,
        earlier_read_since: '2026-01-02T03:04:05.678Z',
        problem: null,
      },
    ],
  });
