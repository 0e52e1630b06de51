import type { LearnedAgreement, Side } from '../domain/crosswalk.ts';
import { isSecretType, isSensitiveType, maskSensitive } from '../domain/sensitive.ts';
import { endsOf, sensitivityOf, type AttributeSensitivity, type CrosswalkRow } from '../store/crosswalks.ts';
import { openEnd, type OpenEnd } from '../workflows/crosswalk-ends.ts';
import type { Context, Services } from './context.ts';
import { patience, placeOfEnds, whyUnanswered } from './crosswalk-source.ts';

/** Values of a pair, by compared field, as they may be shown. */
export interface ShownValues {
  readonly fields: readonly { readonly left: readonly (string | null)[] | null; readonly right: readonly (string | null)[] | null }[];
  /** Why some are not shown. */
  readonly note: string | null;
}

const SHOWN = 200;

/**
 * Reads what both records say in the compared fields from their sources, now: nothing of it is kept. Values that are personal or secret are masked as
 * profiles mask them. A source that cannot be asked is no failure: the note says why its values are missing.
 */
export async function shownValues(
  services: Services,
  ctx: Context,
  crosswalk: CrosswalkRow,
  keys: Readonly<Record<Side, string>>,
  fields: LearnedAgreement['fields'],
): Promise<ShownValues> {
  const notes: string[] = [];
  const db = services.store.reader(ctx.organizationId);
  const ends = await endsOf(db, crosswalk);
  const valuesOf = async (side: Side): Promise<(readonly (string | null)[] | null)[]> => {
    const names = [...new Set(fields.flatMap((field) => field[side]))];
    const key = crosswalk[`${side}_key`];
    const source = crosswalk[`${side}_source`];
    if (names.length === 0) return fields.map(() => null);
    if (key === null || key.length === 0) {
      notes.push(`The records of ${crosswalk[`${side}_entity`]} have no key that they can be found by.`);
      return fields.map(() => null);
    }
    const signal = patience();
    try {
      const end = await openEnd(placeOfEnds(services, ctx), ends[side], signal);
      try {
        const row = await recordOf(end, key, keys[side], names, signal);
        if (row === null) {
          notes.push(
            end.sql === null
              ? `The records of ${source} come through the API of the platform, which is not asked for one of them.`
              : `The record ${keys[side]} of ${source} could not be found by its key.`,
          );
          return fields.map(() => null);
        }
        const sensitivity = await sensitivityOf(db, crosswalk, side);
        return fields.map((field) => field[side].map((name) => shown(row.get(name) ?? null, sensitivity.get(name))));
      } finally {
        await end.close();
      }
    } catch (error) {
      notes.push(`${source} could not be asked. ${whyUnanswered(error, signal)}`);
      return fields.map(() => null);
    }
  };
  const [left, right] = await Promise.all([valuesOf('left'), valuesOf('right')]);
  return {
    fields: fields.map((_, i) => ({ left: left[i] ?? null, right: right[i] ?? null })),
    note: notes.length === 0 ? null : notes.join(' '),
  };
}

/** The named attributes of one record, as texts; null where it cannot be found, or where there is nothing to ask with SQL. */
async function recordOf(
  { sql, entity }: OpenEnd,
  key: readonly string[],
  text: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string | null> | null> {
  // As runs write keys of several attributes.
  const parts = key.length === 1 ? [text] : text.split('|');
  if (sql === null || parts.length !== key.length) return null;
  const { dialect } = sql;
  const typeOf = (name: string) => entity.attributes.find((attribute) => attribute.name === name)?.dataType;
  const textOf = (name: string): string => dialect.text(dialect.ident(name), typeOf(name));
  const columns = names.map((name, i) => `${textOf(name)} AS ${dialect.ident(`v${i}`)}`);
  const conditions = key.map((name, i) => {
    const part = parts[i] ?? '';
    // A whole number is compared as it stands, which an index may answer.
    const isNumber = /int|serial|number/i.test(typeOf(name) ?? '') && /^-?\d{1,18}$/.test(part);
    return isNumber ? `${dialect.ident(name)} = ${part}` : `${textOf(name)} = ${dialect.literal(part)}`;
  });
  const table = dialect.table(entity.path, [...new Set([...names, ...key])]);
  const [row, another] = await sql.query(`SELECT ${columns.join(', ')} FROM ${table} WHERE ${conditions.join(' AND ')} ${dialect.limit(2)}`, signal);
  if (row === undefined || another !== undefined) return null;
  const plain = (value: unknown): string | null =>
    value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
  return new Map(names.map((name, i) => [name, plain(row[`v${i}`])]));
}

function shown(value: string | null, sensitivity: AttributeSensitivity | undefined): string | null {
  if (value === null || value === '') return null;
  const { isSensitive, semanticType } = sensitivity ?? { isSensitive: true, semanticType: null };
  if (isSensitive || isSensitiveType(semanticType)) {
    return maskSensitive(value, isSecretType(semanticType) || (isSensitive && !isSensitiveType(semanticType)));
  }
  return value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
}
