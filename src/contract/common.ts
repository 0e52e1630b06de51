import { z } from 'zod';
import { descriptionSources } from '../domain/source.ts';

/**
 * Responses are written in the words of the reference: a field that it does not call required is optional in the schema and
 * may carry a default there, yet every answer holds it. `Answer` is the type of what presenters return.
 */
export type Answer<Schema extends z.ZodType> = Complete<z.output<Schema>>;
type Complete<T> = { readonly [Key in keyof T]-?: Exclude<T[Key], undefined> };

/** The largest number of a PostgreSQL `integer`. */
const maxInteger = 2_147_483_647;

/** Any hyphenated UUID, as lower case. */
export const uuid = z.guid().toLowerCase();
const nobody = '00000000-0000-0000-0000-000000000000';
/** An id in a path. The reference types some of them as nullable: what has no id is not found. */
export const pathUuid = uuid.nullable().transform((id) => id ?? nobody);
/** RFC 3339; years 0001 to 9999, also in UTC. */
export const dateTime = z.iso.datetime({ offset: true }).refine((text) => {
  const year = new Date(text).getUTCFullYear();
  return Number.isNaN(year) || (year >= 1 && year <= 9999);
}, 'Input should lie in the years 0001 to 9999');
export const integer = z.int().max(maxInteger).min(-maxInteger);
export const count = z.int().min(0);
export const share = z.number().min(0).max(1);
/** Free-form JSON. */
export const jsonObject = z.record(z.string(), z.unknown());
/** Far from the largest integer, as every change of a description adds one. */
export const descriptionVersion = z.int().min(0).max(1_000_000_000);
export const descriptionSource = z.enum(descriptionSources);

/** Optional and nullable: a field of an update body, or one of a response that may be null. */
export function maybe<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().optional();
}

/** Documents the default of a response field, which the reference does not call required. */
export function defaulted<Schema extends z.ZodType>(schema: Schema, value: unknown, description: string) {
  return schema.optional().meta({ default: value, description });
}

export const queryBoolean = z.preprocess(
  (value) => (value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value),
  z.boolean(),
);

/** A scope parameter: it filters nothing, it must resolve. */
function scope(what: string) {
  return maybe(uuid).meta({ description: `Scope: ${what}; 404 where it is not in the organization` });
}

/** The seven scope parameters. What the path names already is left out by `.omit`. */
export const scopeQuery = z.object({
  organization_id: maybe(uuid).meta({ description: 'Scope: the organization of the token; 404 where it is another one' }),
  resource_id: scope('anything that has an id'),
  source_id: scope('an integration source'),
  integration_source_id: scope('an integration source'),
  data_source_id: scope('the `legacy_data_source_id` of an integration source'),
  context_source_id: scope('a context source'),
  job_id: scope('a job'),
});
export type Scope = Partial<z.output<typeof scopeQuery>>;

/** A place in a list: microseconds since 1970 in 16 digits, then the id in 32. */
const cursorForm = /^[0-9]{16}[0-9a-f]{32}$/;

/** Paging of every list, as query fields. */
export const pageQuery = z.object({
  limit: maybe(z.coerce.number().int().min(1).max(1000)).meta({ description: 'At most this many items; all of them where it is not given' }),
  cursor: maybe(z.string().regex(cursorForm)).meta({ description: 'Where the page begins; the Link header of the page before has it' }),
});
export type Page = z.output<typeof pageQuery>;

/** A place in a list that is sorted by a number: its eight bytes in 16 digits, then the id in 32. */
const sortedCursorForm = /^[0-9a-f]{48}$/;

/** Paging of lists that are sorted by a number. */
export const sortedPageQuery = z.object({
  limit: maybe(z.coerce.number().int().min(1).max(1000)).meta({ default: 100, description: 'At most this many items' }),
  cursor: maybe(z.string().regex(sortedCursorForm)).meta({ description: 'Where the page begins; the Link header of the page before has it' }),
});
export type SortedPage = z.output<typeof sortedPageQuery>;

/** Of lists that tell what happened. */
export const listOrder = maybe(z.enum(['oldest_first', 'newest_first'])).meta({ default: 'oldest_first', description: 'By `created_at, id`' });

const problemExample = { loc: ['body', 'score'], msg: 'Input should be less than or equal to 1', type: 'less_than_equal' };
const problem = z
  .object({
    loc: z.array(z.union([z.string(), z.int()])).meta({ description: 'Where: `body`, `query`, `path` or `header`, then the way to the field' }),
    msg: z.string().meta({ description: 'Why' }),
    type: z.string().meta({ description: 'What kind of problem' }),
  })
  .meta({ id: 'ValidationProblem', description: 'One thing that is wrong with the input.', examples: [problemExample] });
export const validationError = z
  .object({ detail: z.array(problem) })
  .meta({ id: 'ValidationError', description: 'What is wrong with the input.', examples: [{ detail: [problemExample] }] });
export const plainError = z
  .object({ detail: z.string() })
  .meta({ id: 'Error', description: 'What went wrong, in a sentence.', examples: [{ detail: 'Relationship not found' }] });
