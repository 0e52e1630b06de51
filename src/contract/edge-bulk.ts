import { z } from 'zod';
import { count, share } from './common.ts';
import { edgeFilter } from './edge.ts';

/** What approving everything above a score would do. */

/** The filters of the queue but for the status: only suggestions can be approved. */
export const thresholdFilter = edgeFilter.omit({ status: true });

export const edgeThresholds = z
  .object({
    total: count.meta({ description: 'Suggested edges that the filters let through' }),
    without_score: count.meta({ description: 'Of these, those that no threshold lets through' }),
    steps: z
      .array(
        z.object({
          score: share,
          count: count.meta({ description: 'Edges with this score or a higher one' }),
          expected_wrong: z
            .number()
            .meta({ description: 'How many of them a reviewer would not approve: the sum of 1 − score, as scores are probabilities' }),
        }),
      )
      .meta({ description: 'One for each hundredth, from 0 to 1' }),
  })
  .meta({
    id: 'EdgeThresholds',
    description: 'Suggested edges by the least score that is approved.',
    examples: [{ total: 2, without_score: 1, steps: [{ score: 0.97, count: 1, expected_wrong: 0.03 }] }],
  });
