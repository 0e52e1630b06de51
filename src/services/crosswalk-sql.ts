import { findCrosswalkRun } from '../store/crosswalk-runs.ts';
import { endsOf, findCrosswalk, linksBetween } from '../store/crosswalks.ts';
import { openEnd, type OpenEnd } from '../workflows/crosswalk-ends.ts';
import { statementsFor, type CrosswalkStatements } from '../workflows/crosswalk-sql.ts';
import { found, reading, type Context, type Services } from './context.ts';
import { patience, placeOfEnds, whyUnanswered } from './crosswalk-source.ts';
import { requireActive, what } from './crosswalks.ts';

export type { CrosswalkStatements };

/**
 * The deterministic part of a crosswalk as SQL for its sources: records whose linked attributes are equal in their normal form, where the value stands
 * in one record of each side. One statement where both ends lie in one place, else one for each side and one that joins what they give.
 */
export async function crosswalkSql(services: Services, ctx: Context, id: string): Promise<CrosswalkStatements> {
  const { crosswalk, ends, links, model } = await reading(services, ctx, 'edges.read', async (db) => {
    const crosswalk = found(await findCrosswalk(db, ctx.organizationId, id), what);
    requireActive(crosswalk);
    const run = crosswalk.run_id === null ? undefined : await findCrosswalkRun(db, ctx.organizationId, id, crosswalk.run_id);
    return { crosswalk, ends: await endsOf(db, crosswalk), links: await linksBetween(db, crosswalk), model: run?.model ?? null };
  });
  const approved = links.filter(({ status, isNamed }) => status === 'APPROVED' && isNamed);
  if (crosswalk.left_key === null || crosswalk.right_key === null)
    return { statements: [], notes: ['The first run chooses the keys: run the crosswalk first.'] };
  const signal = patience();
  const place = placeOfEnds(services, ctx);
  const opened: OpenEnd[] = [];
  try {
    for (const side of ['left', 'right'] as const) opened.push(await openEnd(place, ends[side], signal));
    const [left, right] = opened as [OpenEnd, OpenEnd];
    return statementsFor(crosswalk, left, right, approved, model?.learned.fields ?? []);
  } catch (error) {
    return { statements: [], notes: [`A source could not be asked how its SQL is written. ${whyUnanswered(error, signal)}`] };
  } finally {
    for (const end of opened) await end.close();
  }
}
