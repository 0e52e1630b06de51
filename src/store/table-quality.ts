import type { EntityModel } from '../domain/entity.ts';
import type { AttributeProfile } from '../domain/profile.ts';
import { share } from './scan-profiles.ts';

/** The quality block of `source_tables`, for JSON, as far as the profile of the table tells. */
export function tableQuality(entity: EntityModel, attributes: readonly AttributeProfile[], at: Date) {
  const sum = (of: (attribute: AttributeProfile) => number): number => attributes.reduce((total, attribute) => total + of(attribute), 0);
  return {
    null_pct_overall: share(
      sum(({ nulls }) => nulls),
      sum(({ rows }) => rows),
    ),
    column_null_pct: shares(attributes, (attribute) => share(attribute.nulls, attribute.rows)),
    column_distinct_pct: shares(attributes, (attribute) => share(attribute.distinct, attribute.rows - attribute.nulls - attribute.empties)),
    ...timesOf(attributes, at),
    is_staging_table: STAGING.test(entity.path.name) || STAGING.test(entity.path.schema),
  };
}

/** Names of what only passes through: `stg_orders`, `orders_tmp`, `staging.orders`. */
const STAGING = /(^|[_\W])(stg|staging|tmp|temp|temporary)([_\W]|$)/i;

function shares(attributes: readonly AttributeProfile[], of: (attribute: AttributeProfile) => number | null): Record<string, number> | null {
  const known = attributes.flatMap((attribute): [string, number][] => {
    const value = of(attribute);
    return value === null ? [] : [[attribute.name, value]];
  });
  return known.length === 0 ? null : Object.fromEntries(known);
}

/** When the table's rows happened: by its points in time; those that reach into the future, such as due dates, say nothing about that. */
function timesOf(attributes: readonly AttributeProfile[], at: Date) {
  const spans = attributes.flatMap(({ role, min, max }) => {
    const [from, to] = role === 'timestamp' ? [instantOf(min), instantOf(max)] : [];
    return from !== undefined && to !== undefined && to <= at.getTime() ? [{ from, to }] : [];
  });
  return {
    earliest_timestamp: iso(Math.min(...spans.map(({ from }) => from))),
    latest_timestamp: iso(Math.max(...spans.map(({ to }) => to))),
  };
}

const iso = (time: number): string | null => (Number.isFinite(time) ? new Date(time).toISOString() : null);

/** A value text of a date or timestamp, which is in UTC where it has a zone at all; undefined where it is none of a calendar. */
function instantOf(text: string | null): number | undefined {
  const [, day, clock = '00:00:00'] = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/.exec(text ?? '') ?? [];
  const time = day === undefined ? Number.NaN : Date.parse(`${day}T${clock}Z`);
  return Number.isNaN(time) || time < firstInstant ? undefined : time;
}

/** Of the year 1: what comes before, the wire cannot say. */
const firstInstant = Date.parse('0001-01-01T00:00:00Z');
