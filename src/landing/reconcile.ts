import type { LandedTable, Reconciliation } from '../domain/landing.ts';
import { recordsPath, type AssociationFinding } from '../domain/saas-records.ts';
import type { SaasAssociationModel } from '../domain/saas.ts';
import { pathKey } from '../domain/entity.ts';
import { groupBy } from './group-by.ts';
import type { Landing } from './landing.ts';
import { looseSingular } from './names.ts';

/** A finding counts from here on: it is likelier true than not. */
const LEAST_SCORE = 0.5;

/**
 * For each association of the platform, where the sync brings it. One that a field holds lies in that field's column. One that no field holds may
 * lie in a field that was found to hold the keys of the other object, in a list of such keys, or in an object that refers to both. Records tell
 * no kinds of association apart: of several between two objects, what landed carries the general one, whose number of partners fits.
 */
export function reconcile(
  landing: Landing,
  associations: readonly SaasAssociationModel[],
  findings: readonly AssociationFinding[],
): readonly Reconciliation[] {
  const names = new Map(landing.saas.objects.map(({ apiIdentifier, objectName }) => [apiIdentifier, objectName]));
  const likely = findings.filter(({ score }) => score >= LEAST_SCORE);
  const taken = new Set(associations.flatMap(({ from, field }) => (field === null ? [] : [placeKey(from, field)])));
  const carriers = carriersOf(landing, likely, taken);
  const done = new Map<SaasAssociationModel, Reconciliation>();
  for (const [pair, group] of groupBy(associations, pairOf)) shareOut(group, carriers.get(pair) ?? [], (one, found) => done.set(one, found));
  return associations.map((association) => {
    const absent = absentEnd(landing, association, names);
    if (absent !== null) return absent;
    if (association.field !== null) return ofField(landing, association, association.field, names);
    return done.get(association) ?? notBrought(association, carriers.get(pairOf(association)) ?? [], names);
  });
}

/** Where an association that was inferred from landed records lies: in the field that gave it away. */
export function reconcileFinding(landing: Landing, { from, field }: AssociationFinding): Reconciliation {
  return placeOf(landing, from, field) ?? { carried_by: 'nothing', why: 'field_not_synced', detail: `The field ${field} of ${from} has not landed.` };
}

/** What may carry associations of a pair of objects. */
interface Carrier {
  readonly place: Reconciliation;
  /** The object each of whose records has one partner at most; null where they may have many. */
  readonly single: string | null;
  /** What the place is called among people. */
  readonly words: string;
}

type Pair = Pick<SaasAssociationModel, 'from' | 'to'>;

/** The same for both directions. */
function pairOf({ from, to }: Pair): string {
  return JSON.stringify([from, to].toSorted());
}

const placeKey = (object: string, field: string): string => JSON.stringify([object, field]);

/** By pair of objects: lists first, for they were made to say what belongs together; then fields, then objects between the two. */
function carriersOf(landing: Landing, findings: readonly AssociationFinding[], taken: ReadonlySet<string>): ReadonlyMap<string, Carrier[]> {
  const carriers = new Map<string, Carrier[]>();
  const add = (pair: Pair, carrier: Carrier) => carriers.set(pairOf(pair), [...(carriers.get(pairOf(pair)) ?? []), carrier]);
  const free = findings.filter(({ from, field }) => !taken.has(placeKey(from, field)));
  const held = [...free, ...listsByName(landing, free, taken)].flatMap((one) => {
    const place = placeOf(landing, one.from, one.field);
    if (place === null) return [];
    return [{ ...one, place, isList: place.carried_by === 'join_table' || (one.cardinality !== 'N:1' && one.cardinality !== '1:1') }];
  });
  for (const one of held.toSorted((a, b) => Number(b.isList) - Number(a.isList))) {
    add(one, { place: one.place, single: one.isList ? null : one.from, words: `${one.from}.${one.field}` });
  }
  for (const [object, both] of groupBy(
    held.filter(({ isList }) => !isList),
    ({ from }) => from,
  )) {
    for (const [i, one] of both.entries()) {
      for (const other of both.slice(i + 1)) {
        const place = between(landing, object, one.field, other.field);
        if (place !== null && one.field !== other.field) add({ from: one.to, to: other.to }, { place, single: null, words: object });
      }
    }
  }
  return carriers;
}

/** Lists whose own name is that of an object (`contacts.companies`), where no value could say so. */
function listsByName(
  landing: Landing,
  findings: readonly AssociationFinding[],
  taken: ReadonlySet<string>,
): Pick<AssociationFinding, 'from' | 'to' | 'field' | 'cardinality'>[] {
  const known = new Set([...taken, ...findings.map(({ from, field }) => placeKey(from, field))]);
  const objects = groupBy(landing.saas.objects, ({ apiIdentifier }) => looseSingular(apiIdentifier));
  return landing.model.entities.flatMap(({ path, derived, attributes }) => {
    const lists = derived === undefined ? attributes.filter(({ dataType }) => listTypes.has(dataType)).map(({ name }) => name) : [];
    return lists.flatMap((field) => {
      const [object, another] = objects.get(looseSingular(field)) ?? [];
      if (object === undefined || another !== undefined || known.has(placeKey(path.name, field))) return [];
      return [{ from: path.name, to: object.apiIdentifier, field, cardinality: 'unknown' as const }];
    });
  });
}

/** The column of a field; for a list its elements beside the key of the record. Null where the field has not landed. */
function placeOf(landing: Landing, object: string, field: string): Reconciliation | null {
  const table = landing.tables.get(object);
  const column = columnName(landing, object, field);
  if (table === undefined || column === null) return null;
  const key = keyOfList(landing, object, field);
  if (key === null) return { carried_by: 'column', object, table, column };
  return { carried_by: 'join_table', table, from_column: key, to_column: column, array_column: column };
}

/** The column that tells the records apart, where the field may be a list of values; else null. */
function keyOfList(landing: Landing, object: string, field: string): string | null {
  const records = pathKey(recordsPath(object));
  const attributes = landing.model.entities.find(({ path }) => pathKey(path) === records)?.attributes ?? [];
  const key = landing.keys.get(object);
  const isList = listTypes.has(attributes.find(({ name }) => name === field)?.dataType ?? '');
  return isList && key !== undefined ? columnName(landing, object, key) : null;
}

/** Of what lies in JSON; `json` where no value was seen. */
const listTypes: ReadonlySet<string> = new Set(['array', 'json']);

function between(landing: Landing, object: string, one: string, other: string): Reconciliation | null {
  const table = landing.tables.get(object);
  const [from, to] = [columnName(landing, object, one), columnName(landing, object, other)];
  if (table === undefined || from === null || to === null) return null;
  return { carried_by: 'join_table', table, from_column: from, to_column: to, array_column: null };
}

/** The column, with the path into its JSON after dots. */
function columnName(landing: Landing, object: string, field: string): string | null {
  const found = landing.columns.get(object)?.get(field);
  return found === undefined ? null : [found.column, ...found.path].join('.');
}

/**
 * Gives the first list of a pair to the most general association that no field holds, and a field to the one whose records have one partner as
 * those of the field have, where only one comes into question.
 */
function shareOut(
  group: readonly SaasAssociationModel[],
  carriers: readonly Carrier[],
  give: (association: SaasAssociationModel, place: Reconciliation) => void,
): void {
  const open = group.filter(({ field }) => field === null).toSorted(byGenerality);
  // Both objects may list the other: what one of them says, the other says again.
  const list = carriers.find(({ single }) => single === null);
  const listed = open.find(({ cardinality }) => !isToOne(cardinality)) ?? open[0];
  if (list !== undefined && listed !== undefined) {
    give(listed, list.place);
    open.splice(open.indexOf(listed), 1);
  }
  for (const { single, place } of carriers.filter((carrier) => carrier.single !== null)) {
    const [first, second] = open.filter((association) => hasOnePartner(association, single));
    if (first === undefined || (second !== undefined && generality(first) === generality(second))) continue;
    give(first, place);
    open.splice(open.indexOf(first), 1);
  }
}

const isToOne = (cardinality: string): boolean => cardinality === 'N:1' || cardinality === '1:1' || cardinality === '1:N';

/** Whether a record of the object has one partner at most. */
function hasOnePartner({ from, to, cardinality }: SaasAssociationModel, object: string | null): boolean {
  return cardinality === '1:1' || (cardinality === 'N:1' && from === object) || (cardinality === '1:N' && to === object);
}

/** Those of the platform itself that have no label of their own come first; the order of the model decides the rest. */
function byGenerality(a: SaasAssociationModel, b: SaasAssociationModel): number {
  return generality(b) - generality(a);
}

function generality({ category, metadata }: SaasAssociationModel): number {
  return (category === 'PLATFORM_DEFINED' ? 2 : 0) + (metadata['label'] === null ? 1 : 0);
}

function absentEnd(landing: Landing, { from, to, field }: SaasAssociationModel, names: ReadonlyMap<string, string>): Reconciliation | null {
  const absent = [...new Set([from, to])].filter((object) => !landing.tables.has(object));
  if (absent.length === 0) return null;
  const which = absent.map((object) => names.get(object) ?? object).join(' and ');
  const column = field === null ? null : columnName(landing, from, field);
  const there = column === null ? '' : ` The column ${column} of ${landing.tables.get(from)?.name ?? from} holds ids that lead nowhere.`;
  const stream = absent.length === 1 ? `the stream of ${absent[0] ?? ''}` : `the streams of ${absent.join(' and ')}`;
  return {
    carried_by: 'nothing',
    why: 'object_not_synced',
    detail: `${which} ${absent.length === 1 ? 'is' : 'are'} not synced: select ${stream}.${there}`,
  };
}

function ofField(landing: Landing, { from }: SaasAssociationModel, field: string, names: ReadonlyMap<string, string>): Reconciliation {
  const found = placeOf(landing, from, field);
  if (found !== null) return found;
  const table = landing.tables.get(from);
  return {
    carried_by: 'nothing',
    why: 'field_not_synced',
    detail: `The table ${tableName(table)} has no column of the field ${field}: select ${field} in the stream of ${names.get(from) ?? from}.`,
  };
}

function notBrought({ from, to, label }: SaasAssociationModel, carriers: readonly Carrier[], names: ReadonlyMap<string, string>): Reconciliation {
  const [one, other] = [names.get(from) ?? from, names.get(to) ?? to];
  const [carrier] = carriers;
  const detail =
    carrier === undefined
      ? `Nothing that landed says which ${one} belongs to which ${other}: select the field or stream that lists them, or read them through the platform's API.`
      : `${carrier.words} says which ${one} and ${other} belong together, but not which of them are "${label}": read that through the platform's API.`;
  return { carried_by: 'nothing', why: 'no_column', detail };
}

function tableName(table: LandedTable | undefined): string {
  return table === undefined ? '' : [table.schema, table.name].filter((part) => part !== '').join('.');
}
