import type { HealthQuery } from '../contract/edge-health.ts';
import { declineOf, healthOf, type Decline, type Health } from '../domain/edge-health.ts';
import { remeasuredEdges, trendsOf, type MeasuredRevision } from '../store/edge-health.ts';
import { queueRowsNamed, type QueuePosition, type QueueRow } from '../store/edge-queue.ts';
import { reading, type Context, type Services } from './context.ts';
import { queueFilter } from './edge-queue.ts';

export interface Measure extends Health {
  readonly revision: number;
  readonly at: Date;
}

export interface DegradedEdge extends Decline {
  readonly edge: QueueRow;
  readonly decidedOn: Measure | null;
  readonly now: Measure | null;
  readonly trend: readonly Measure[];
}

const shownRevisions = 50;

/** Approved edges whose newest evidence is worse than what was decided on, the worst first. */
export async function degradedEdges(
  services: Services,
  ctx: Context,
  filter: HealthQuery,
  page: { readonly limit: number; readonly after: QueuePosition | undefined },
): Promise<{ readonly rows: DegradedEdge[]; readonly next: QueuePosition | undefined }> {
  return reading(services, ctx, 'edges.read', async (db) => {
    const declined = (await remeasuredEdges(db, ctx.organizationId, queueFilter(filter))).flatMap((edge) => {
      const [decidedOn, now] = [measured(edge.before), measured(edge.newest)];
      const decline = declineSince(edge.changed_since_decision, decidedOn, now);
      return decline === undefined ? [] : [{ kind: edge.kind, id: edge.id, from_source_id: edge.from_source_id, decidedOn, now, ...decline }];
    });
    const ordered = declined.toSorted((a, b) => b.severity - a.severity || (a.id < b.id ? 1 : -1));
    const { after } = page;
    const rest =
      after === undefined ? ordered : ordered.filter(({ severity, id }) => severity < after.value || (severity === after.value && id < after.id));
    const shown = rest.slice(0, page.limit);
    const [rows, trends] = await Promise.all([
      queueRowsNamed(db, ctx.organizationId, shown),
      trendsOf(db, ctx.organizationId, shown.filter(hasOthers), shownRevisions),
    ]);
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    const last = rest.length > shown.length ? shown.at(-1) : undefined;
    return {
      rows: shown.flatMap((edge) => {
        const row = rowOf.get(edge.id);
        if (row === undefined) return [];
        const { reasons, severity, decidedOn, now } = edge;
        const trend = hasOthers(edge) ? (trends.get(`${edge.kind} ${edge.id}`) ?? []).map(measure) : [decidedOn, now].filter((one) => one !== null);
        return [{ edge: row, reasons, severity, decidedOn, now, trend }];
      }),
      next: last && { value: last.severity, id: last.id },
    };
  });
}

/** A scan that finds an edge no more flags it and says nothing new of it. */
function declineSince(isFlagged: boolean, before: Measure | null, now: Measure | null): Decline | undefined {
  if (isFlagged && before?.revision === now?.revision) return { reasons: ['not_found'], severity: 1 };
  return before === null || now === null ? undefined : declineOf(before, now);
}

/** Revisions than these two: the first and the second have none beside them. */
const hasOthers = ({ decidedOn, now }: Pick<DegradedEdge, 'decidedOn' | 'now'>): boolean => decidedOn?.revision !== 1 || now?.revision !== 2;

const measure = ({ revision, created_at: at, score, evidence }: MeasuredRevision): Measure => ({ ...healthOf(score, evidence), revision, at });
const measured = (revision: MeasuredRevision | null): Measure | null => revision && measure(revision);
