import type { DescriptionSource } from '../domain/source.ts';
import { AppError } from '../domain/errors.ts';

/** The fields of a partial update that were sent: an explicit null clears a `nullable` field and leaves any other as it is. */
export function sentFields<Body extends object, Key extends keyof Body>(
  body: Body,
  fields: { readonly nullable?: readonly Key[]; readonly required?: readonly Key[] },
): Partial<Body> {
  const nullable = (fields.nullable ?? []).filter((key) => body[key] !== undefined);
  const required = (fields.required ?? []).filter((key) => body[key] !== undefined && body[key] !== null);
  return Object.fromEntries([...nullable, ...required].map((key) => [key, body[key]])) as unknown as Partial<Body>;
}

/** A date-time of the wire as a Date; undefined and null stay. */
export function toDate<T extends null | undefined>(text: string | T): Date | T {
  return typeof text === 'string' ? new Date(text) : text;
}

/** The date-times of a partial update that were sent, as Dates; an explicit null clears. */
export function sentDates<Key extends string>(
  body: { readonly [Name in Key]?: string | null | undefined },
  names: readonly Key[],
): Partial<Record<Key, Date | null>> {
  const sent = names.filter((name) => body[name] !== undefined);
  return Object.fromEntries(sent.map((name) => [name, toDate(body[name])])) as Partial<Record<Key, Date | null>>;
}

interface Described {
  readonly description: string | null;
  readonly description_source: DescriptionSource | null;
  readonly description_generated_at: Date | null;
}

interface VersionedDescription extends Described {
  readonly description_version: number;
}

interface DescriptionBody {
  readonly description?: string | null | undefined;
  readonly description_source?: DescriptionSource | null | undefined;
  readonly description_generated_at?: string | null | undefined;
}

/** The description of what is being made. */
export const undescribed: Described = { description: null, description_source: null, description_generated_at: null };

/**
 * What an update does to a description. A changed text is written by hand and now unless the body says otherwise; the time that
 * the last text has does not count as saying so, as clients send back what they got.
 */
export function describeText(current: Described, body: DescriptionBody, at: Date): Partial<Described> {
  const generatedAt = toDate(body.description_generated_at);
  if (body.description === undefined || body.description === current.description) {
    return {
      ...(body.description_source === undefined ? {} : { description_source: body.description_source }),
      ...(generatedAt === undefined ? {} : { description_generated_at: generatedAt }),
    };
  }
  const toldAt = generatedAt ?? undefined;
  return {
    description: body.description,
    description_source: body.description_source ?? 'manual_edit',
    description_generated_at: toldAt === undefined || toldAt.getTime() === current.description_generated_at?.getTime() ? at : toldAt,
  };
}

/**
 * The same where descriptions have versions: a changed text makes a new one. A version older than the current one means that the
 * client has not seen the latest text: AppError 'conflict'. A newer one is adopted.
 */
export function describe(
  current: VersionedDescription,
  body: DescriptionBody & { readonly description_version?: number | null | undefined },
  at: Date,
): Partial<VersionedDescription> {
  const version = body.description_version ?? undefined;
  if (version !== undefined && version < current.description_version) {
    throw new AppError(
      'conflict',
      `The description has changed: version ${current.description_version} is current, ${version} was sent. Read it again before you change it.`,
    );
  }
  const said = describeText(current, body, at);
  if (said.description !== undefined) return { ...said, description_version: Math.max(current.description_version + 1, version ?? 0) };
  return { ...said, ...(version === undefined ? {} : { description_version: version }) };
}
