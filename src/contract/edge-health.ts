import { z } from 'zod';
import { healthReasons } from '../domain/edge-health.ts';
import { count, dateTime, share, sortedPageQuery } from './common.ts';
import { edge, edgeFilter, exampleQueued } from './edge.ts';

/** Approved edges whose evidence got worse. */

const exampleBefore = {
  revision: 1,
  at: '2026-01-02T03:04:05.678Z',
  score: 0.97,
  containment: 1,
  orphan_rows: 0,
  orphan_share: 0,
  target_uniqueness: 1,
};
const exampleNow = { ...exampleBefore, revision: 2, at: '2026-02-02T03:04:05.678Z', containment: 0.99, orphan_rows: 98, orphan_share: 0.02 };

const measure = z.object({
  revision: z.int(),
  at: dateTime,
  score: share.nullable(),
  containment: share
    .nullable()
    .meta({ description: 'Share of the distinct values that the target has; of a link, of the side that is contained more' }),
  orphan_rows: count.nullable().meta({ description: 'Rows that refer to nothing; null where the evidence does not count them' }),
  orphan_share: share.nullable().meta({ description: 'The same as a share of the rows that refer to something' }),
  target_uniqueness: share.nullable().meta({ description: 'Different target values per target row that has one: 1 where each occurs once' }),
});

export const degradedEdge = z
  .object({
    edge,
    reasons: z
      .array(z.enum(healthReasons))
      .meta({ description: 'In what the newest evidence is worse; `not_found`: the last scan found no such edge any more' }),
    severity: z.number().meta({
      description:
        'What the list is ordered by: the larger of what orphans gained in share and what the score or the containment lost; 1 where the edge is not found',
    }),
    decided_on: measure.nullable().meta({ description: 'What was decided on; of a declared key that nobody decided on, the first evidence' }),
    now: measure.nullable(),
    trend: z.array(measure).meta({ description: 'The last 50 revisions of the machine, oldest first' }),
  })
  .meta({
    id: 'DegradedEdge',
    description: 'An approved edge whose newest evidence is worse than what was decided on.',
    examples: [
      {
        edge: { ...exampleQueued, status: 'APPROVED', changed_since_decision: true, decided_at: exampleBefore.at },
        reasons: ['orphan_share', 'orphan_rows', 'containment'],
        severity: 0.02,
        decided_on: exampleBefore,
        now: exampleNow,
        trend: [exampleBefore, exampleNow],
      },
    ],
  });

export const healthQuery = edgeFilter.pick({ kind: true, source: true, entity_id: true, query: true }).extend({
  ...sortedPageQuery.shape,
});
export type HealthQuery = z.output<typeof healthQuery>;
