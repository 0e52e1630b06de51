import { z } from 'zod';

/** What the platform may leave out, or say null for. */
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value === true);
const text = z
  .string()
  .nullish()
  .transform((value) => (value?.trim() ? value : undefined));
const names = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

const listed = z.object({
  name: z.string().min(1),
  label: text,
  custom: flag,
  queryable: flag,
  deprecatedAndHidden: flag,
  /** `History`, `Share`, `Feed`, `ChangeEvent` … for companions of another object. */
  associateEntityType: text,
});

const field = z.object({
  name: z.string().min(1),
  label: text,
  type: z.string(),
  custom: flag,
  nillable: flag,
  createable: flag,
  defaultedOnCreate: flag,
  unique: flag,
  encrypted: flag,
  deprecatedAndHidden: flag,
  inlineHelpText: text,
  referenceTo: names,
  relationshipName: text,
  relationshipOrder: z
    .number()
    .nullish()
    .transform((value) => value ?? undefined),
  referenceTargetField: text,
  cascadeDelete: flag,
  restrictedDelete: flag,
});

const childRelationship = z.object({
  childSObject: text,
  field: text,
  relationshipName: text,
  cascadeDelete: flag,
  restrictedDelete: flag,
  deprecatedAndHidden: flag,
  junctionIdListNames: names,
  junctionReferenceTo: names,
});

/** `GET /services/data/vNN.0/sobjects`. */
export const objectList = z.object({ sobjects: z.array(listed) });
export type ListedObject = z.output<typeof listed>;

/** `GET /services/data/vNN.0/sobjects/{name}/describe`. */
export const objectDescription = z.object({
  name: z.string().min(1),
  label: text,
  custom: flag,
  fields: z.array(field),
  childRelationships: z
    .array(childRelationship)
    .nullish()
    .transform((value) =>
      (value ?? []).flatMap(({ childSObject, field, ...rest }) => (childSObject && field ? [{ ...rest, childSObject, field }] : [])),
    ),
});
export type ObjectDescription = z.output<typeof objectDescription>;
export type DescribedField = z.output<typeof field>;
export type ChildRelationship = ObjectDescription['childRelationships'][number];

/** `POST /services/data/vNN.0/composite/batch`: answers in the order of the requests. `result` of what failed is a list of problems. */
export const describeBatch = z.object({
  results: z.array(
    z.union([
      z.object({ statusCode: z.literal(200), result: objectDescription }),
      z.object({ statusCode: z.int().refine((status) => status !== 200) }),
    ]),
  ),
});

/** `GET /services/data`: the versions that the organization answers to, oldest first. */
export const versionList = z.array(z.object({ label: text, version: z.string() }));

/** `GET /services/data/vNN.0/query`, and what follows it. */
export const queryPage = z.object({
  records: z.array(z.record(z.string(), z.unknown())),
  done: z.boolean(),
  nextRecordsUrl: text,
});
export type QueriedRecord = z.output<typeof queryPage>['records'][number];
