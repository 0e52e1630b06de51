/** What a revision of evidence says of how well an edge holds; null where it does not say. */
export interface Health {
  readonly score: number | null;
  /** Share of the distinct values that the target has; of a link, of the side that is contained more. */
  readonly containment: number | null;
  /** Rows that refer to nothing, and as a share of the rows that refer to something. */
  readonly orphanRows: number | null;
  readonly orphanShare: number | null;
  /** Different target values per target row with a value: 1 where each occurs once. */
  readonly targetUniqueness: number | null;
}

export const healthReasons = ['not_found', 'target_not_unique', 'orphan_share', 'orphan_rows', 'containment', 'score'] as const;
type HealthReason = (typeof healthReasons)[number];

export interface Decline {
  readonly reasons: readonly HealthReason[];
  /** The largest of the losses, as shares of 1; 1 where the edge is not found. */
  readonly severity: number;
}

/** The least that shows in the figures that people read: a tenth of a percent, a hundredth of a score. */
const VISIBLE = 0.001;
const VISIBLE_SCORE = 0.01;
const least = { target_not_unique: Number.MIN_VALUE, orphan_share: VISIBLE, containment: VISIBLE, score: VISIBLE_SCORE };

/**
 * In what the newest evidence is worse than that which was decided on; undefined in nothing. Orphans count as a share and as rows: in a large table
 * thousands of them do not show as a share. Orphans that grew in proportion to the rows are no decline.
 */
export function declineOf(before: Health, now: Health): Decline | undefined {
  const lost = (of: (health: Health) => number | null): number => {
    const [then, today] = [of(before), of(now)];
    return then === null || today === null ? 0 : then - today;
  };
  const losses = {
    target_not_unique: before.targetUniqueness === 1 ? lost((health) => health.targetUniqueness) : 0,
    orphan_share: -lost((health) => health.orphanShare),
    containment: lost((health) => health.containment),
    score: lost((health) => health.score),
  };
  const hasMoreOrphans = lost((health) => health.orphanRows) < 0 && losses.orphan_share > 0;
  const reasons = healthReasons.filter((reason) => {
    if (reason === 'not_found') return false;
    if (reason === 'orphan_rows') return hasMoreOrphans;
    return losses[reason] >= least[reason];
  });
  return reasons.length === 0 ? undefined : { reasons, severity: Math.max(0, ...Object.values(losses)) };
}

/** Reads a revision: the counts of `value` of a relationship or an association, or the `overlap` of a link. What a person wrote may have any shape. */
export function healthOf(score: number | null, evidence: unknown): Health {
  const value = part(evidence, 'value') ?? part(part(evidence, 'measured'), 'value');
  const orphans = number(value, 'orphan_rows');
  const matched = number(value, 'matched_rows');
  const referring = orphans === null || matched === null ? null : orphans + matched;
  const filled = difference(number(value, 'target_rows'), number(value, 'target_null_rows'));
  const both = part(part(evidence, 'overlap'), 'norm_containment');
  const ofLink = [number(both, 's_in_t'), number(both, 't_in_s')].filter((share) => share !== null);
  return {
    score,
    containment: number(value, 'containment') ?? (ofLink.length === 0 ? null : Math.max(...ofLink)),
    orphanRows: orphans,
    orphanShare: orphans === null || referring === null || referring === 0 ? null : orphans / referring,
    targetUniqueness: shareOf(number(value, 'target_distinct'), filled),
  };
}

function part(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function number(value: unknown, name: string): number | null {
  const found = part(value, name);
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}

const difference = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);
const shareOf = (a: number | null, b: number | null): number | null => (a === null || b === null || b === 0 ? null : a / b);
