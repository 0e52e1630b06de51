import type { EntityModel, ForeignKeyModel, SourceModel } from '../domain/entity.ts';
import type { SourceProfile } from '../domain/profile.ts';
import type { SaasModel } from '../domain/saas.ts';
import { fastSketch, inclusionOf } from '../relationships/candidates/sketches.ts';
import { parentKeys } from '../relationships/parents.ts';
import { schemaOf } from '../relationships/schema.ts';

/** What the platform itself says of the fields that are in the records: each reference declared as a foreign key. */
export interface KnownReferences {
  readonly model: SourceModel;
  /** `defined`: an association; `typed`: only that the field holds ids of the object; undefined: nothing. */
  said(from: string, field: string, to: string): 'defined' | 'typed' | undefined;
}

/** Declares in `model` what `saas` says, to the key of the target that holds most of the field's values. */
export function knownReferences(saas: SaasModel, model: SourceModel, profile: SourceProfile): KnownReferences {
  const said = new Map<string, 'defined' | 'typed'>();
  for (const { apiIdentifier, fields } of saas.objects)
    for (const field of fields) for (const to of field.references) said.set(identity(apiIdentifier, field.apiIdentifier, to), 'typed');
  for (const { from, field, to } of saas.associations) if (field !== null) said.set(identity(from, field, to), 'defined');
  return { model: said.size === 0 ? model : declared(model, profile, [...said.keys()]), said: (...names) => said.get(identity(...names)) };
}

const identity = (from: string, field: string, to: string): string => JSON.stringify([from, field, to]);

function declared(model: SourceModel, profile: SourceProfile, references: readonly string[]): SourceModel {
  const schema = schemaOf(model, profile);
  const keys = parentKeys(schema).filter(({ columns }) => columns.length === 1);
  const places = new Map(model.entities.map((entity, table) => [placeOf(entity), table]));
  const foreignKeys = new Map<number, ForeignKeyModel[]>();
  for (const reference of references) {
    const [from = '', field = '', to = ''] = JSON.parse(reference) as string[];
    // The elements of a list, where the field is one.
    const table = places.get(JSON.stringify([from, field])) ?? places.get(JSON.stringify([from])) ?? -1;
    const child = schema.tables[table]?.columns.find(({ profile: { name } }) => name === field);
    const target = places.get(JSON.stringify([to]));
    if (child === undefined || target === undefined) continue;
    const values = fastSketch(child);
    const [key] = keys
      .filter((one) => one.table === target)
      .map(({ rank, columns: [column] }) => ({ rank, column, share: column === undefined ? 0 : inclusionOf(values, fastSketch(column)).share }))
      .toSorted((a, b) => b.share - a.share || a.rank - b.rank);
    const path = model.entities[target]?.path;
    if (path === undefined || key?.column === undefined || key.column.id === child.id) continue;
    foreignKeys.set(table, [...(foreignKeys.get(table) ?? []), { columns: [field], target: path, targetColumns: [key.column.profile.name] }]);
  }
  return { ...model, entities: model.entities.map((entity, table) => ({ ...entity, foreignKeys: foreignKeys.get(table) ?? [] })) };
}

/** Object, and of the elements of a list the field. */
const placeOf = ({ path, derived }: EntityModel): string => JSON.stringify(derived === undefined ? [path.name] : [derived.from.name, derived.array]);
