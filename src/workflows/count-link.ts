import { SourceError } from '../domain/errors.ts';
import type { LinkEvidence } from '../domain/link-evidence.ts';
import { linkCounts } from '../domain/verification.ts';
import { measureLinks } from '../links/discovery/discover.ts';
import { countsOf } from '../links/discovery/evidence.ts';
import { sketched } from '../links/discovery/sketch.ts';
import type { LinkEnd } from '../store/crosswalks.ts';
import { openEnd, type EndPlace } from './crosswalk-ends.ts';
import { stageTables, type StagedTables } from './crosswalk-tables.ts';
import { inLinkWorkspace } from './link-workspace.ts';
import type { WorkDirectory } from './work-directory.ts';

interface LinkToCount {
  readonly place: EndPlace;
  readonly ends: Readonly<Record<'source' | 'target', LinkEnd>>;
  /** The normal forms that its evidence speaks of: where they meet in others only, those are counted. */
  readonly normaliser: LinkEvidence['normaliser'];
  readonly work: WorkDirectory;
  readonly dataKey: Uint8Array;
  readonly signal: AbortSignal;
}

/**
 * Counts an entity link again as a scan does: reads both of its entities anew, each once, and hashes and compares their values by the same steps.
 * Null where they do not meet any more. Throws SourceError where a source fails, AppError 'conflict' where an entity is gone.
 */
export async function countLink({ place, ends, normaliser, work, dataKey, signal }: LinkToCount): Promise<Readonly<Record<string, number>> | null> {
  const staged: StagedTables[] = [];
  try {
    for (const side of ['source', 'target'] as const) staged.push(await stageEnd(place, ends[side], work.place(`staged-${side}`), signal));
    return await inLinkWorkspace({ work, name: 'link-hashes', dataKey }, async (space) => {
      const tables = staged.map((own, i) => ({ name: `${i}`, ...own }));
      const sources = await sketched(space, tables, signal);
      const { candidates } = await measureLinks({ space, sources, fresh: null, leastConfidence: 0, signal, onStep: () => {} });
      const [left, right] = (['source', 'target'] as const).map((side, i) =>
        staged[i]?.model.entities[0]?.attributes.findIndex(({ name }) => name === ends[side].attribute),
      );
      const counted = candidates.filter(({ source, target }) => source.ordinal === left && target.ordinal === right).map(countsOf);
      const found = counted.find((one) => one.normaliser.source === normaliser.source && one.normaliser.target === normaliser.target) ?? counted[0];
      return found === undefined ? null : linkCounts(found);
    });
  } finally {
    for (const { staging } of staged) await staging.remove();
  }
}

async function stageEnd(place: EndPlace, end: LinkEnd, directory: string, signal: AbortSignal): Promise<StagedTables> {
  try {
    const open = await openEnd(place, end, signal);
    try {
      return await stageTables([open], { directory, signal });
    } finally {
      await open.close();
    }
  } catch (error) {
    throw error instanceof SourceError ? new SourceError(error.stage, `${end.source}: ${error.problem}`, error.hint, error) : error;
  }
}
