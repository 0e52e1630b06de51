import { sql } from 'kysely';
import { edgesOf, ofClasses, otherConditions, type QueueFilter } from './edge-queue-filter.ts';
import type { Reader } from './open.ts';

/** Edges whose score lies between two steps. */
export interface ScoreStep {
  /** Which of the steps they reach, from 1; 0 where they have no score. */
  readonly step: number;
  readonly count: number;
  /** The sum of 1 - score. */
  readonly wrong: number;
}

/** Counts the edges that the filters let through by the highest of these scores, in ascending order, that they reach. */
export async function countScoreSteps(db: Reader, organizationId: string, filter: QueueFilter, scores: readonly number[]): Promise<ScoreStep[]> {
  const conditions = [...ofClasses(filter), ...otherConditions(filter)];
  const { rows } = await sql<ScoreStep>`
    SELECT step, count(*) AS count, sum(1 - score) AS wrong
    FROM (
      SELECT width_bucket(edge.score, ${[...scores]}::double precision[]) AS step, edge.score
      FROM (${edgesOf(organizationId, filter.text, sql`edge.score, edge.id`, conditions)}) AS edge
    ) AS edge
    GROUP BY step`.execute(db);
  return rows;
}
