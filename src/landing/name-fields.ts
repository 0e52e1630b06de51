import type { SaasFieldModel } from '../domain/saas.ts';
import type { LandedValue } from './discover.ts';
import { groupBy } from './group-by.ts';
import { isLandedAs, landedName, looseName } from './names.ts';

/** A landed value under the API identifier of its field. */
export interface NamedValue {
  readonly value: LandedValue;
  readonly name: string;
  /** The field that the platform describes. */
  readonly field: SaasFieldModel | null;
}

/** As many fields must be found inside a container, at least, before what surrounds it counts for nothing. */
const LEAST_IN_CONTAINER = 3;

/**
 * Gives every value of a landed table the API identifier of its field: that of the described field whose name it has, else its own, with dots
 * between the names of a path. Where the fields of an object lie in one container (`properties.email`, or `properties_email` beside it), what
 * the container is called is no part of their names. Of two copies of one value the column stays, and the place inside JSON goes. An object that is
 * taken apart is one value besides, where the platform describes it as one field.
 */
export function nameFields(all: readonly LandedValue[], described: readonly SaasFieldModel[]): NamedValue[] {
  const apart = withoutCopies(all.filter(({ isSyncColumn }) => !isSyncColumn));
  const container = containerOf(apart, described);
  const parts = apart.filter(({ column, path }) => column !== container || path.length > 0);
  const firstParts = parts.filter(({ column, path }, i) => path.length > 0 && column !== container && parts[i - 1]?.column !== column);
  const wholes = firstParts.map((part): LandedValue => ({ ...part, path: [], dataType: 'object', isList: false }));
  const found = matchFields([...parts, ...wholes], described, container);
  const values = [...parts, ...wholes.filter((value) => found.has(value))];
  const taken = new Set(described.map(({ apiIdentifier }) => apiIdentifier));
  const direct = new Set(values.filter((value) => tailIn(container, value) === undefined).map(ownName));
  const named: NamedValue[] = [];
  for (const value of [...values, ...all.filter(({ isSyncColumn }) => isSyncColumn)]) {
    const field = found.get(value);
    if (field !== undefined) {
      named.push({ value, name: field.apiIdentifier, field });
      continue;
    }
    const tail = value.isSyncColumn ? undefined : tailIn(container, value);
    const name = [...(tail === undefined || direct.has(tail) ? [] : [tail]), ownName(value)].find((one) => !taken.has(one));
    // Its name is another field's, whose values lie elsewhere.
    if (name === undefined) continue;
    taken.add(name);
    named.push({ value, name, field: null });
  }
  return named;
}

/** `column.first.second`; names that hold a dot stand in quotes. */
function ownName({ column, path }: LandedValue): string {
  return path.length === 0 ? column : [column, ...path.map(quoted)].join('.');
}

const quoted = (name: string): string => (name.includes('.') || name === '' ? JSON.stringify(name) : name);

/** Some sources give an object as JSON and its members as columns too. */
function withoutCopies(values: readonly LandedValue[]): LandedValue[] {
  const columns = new Set(values.filter(({ path }) => path.length === 0).map(({ column }) => landedName(column)));
  return values.filter(({ column, path }) => path.length === 0 || !columns.has(landedName([column, ...path].join('_'))));
}

/** The name of a value inside a container; undefined where it lies elsewhere. */
function tailIn(container: string | null, { column, path }: LandedValue): string | undefined {
  if (container === null) return undefined;
  if (path.length > 0) return column === container ? path.map(quoted).join('.') : undefined;
  return column.startsWith(`${container}_`) && column.length > container.length + 1 ? column.slice(container.length + 1) : undefined;
}

/**
 * The column, or the first word of columns, inside which the fields of the object lie. Where they are described, it is the one in which most
 * of them are found, if those are more than are found outside; else the JSON object that holds most values of the table.
 */
function containerOf(values: readonly LandedValue[], described: readonly SaasFieldModel[]): string | null {
  const inJson = new Set(values.filter(({ path }) => path.length > 0).map(({ column }) => column));
  const besideJson = values.filter(({ path, isJson }) => path.length === 0 && isJson).map(({ column }) => column);
  const words = described.length === 0 ? besideJson : values.filter(({ path }) => path.length === 0).flatMap(({ column }) => firstWords(column));
  const candidates = [...new Set([...inJson, ...words])];
  const loose = new Set(described.map(({ apiIdentifier }) => looseName(apiIdentifier)));
  const score = (names: readonly string[]): number =>
    described.length === 0 ? names.length : new Set(names.map(looseName).filter((name) => loose.has(name))).size;
  const scored = candidates.map((container) => {
    const inside = values.flatMap((value) => tailIn(container, value) ?? []);
    const outside = values.filter((value) => tailIn(container, value) === undefined).map(ownName);
    return { container, inside: score(inside), outside: score(outside) };
  });
  const best = scored.toSorted((a, b) => b.inside - a.inside || a.container.length - b.container.length)[0];
  return best !== undefined && best.inside >= LEAST_IN_CONTAINER && best.inside > best.outside ? best.container : null;
}

/** `a_b_c` → `a`, `a_b`. */
function firstWords(column: string): string[] {
  return [...column.matchAll(/(?<=[^_])_(?=[^_])/g)].map(({ index }) => column.slice(0, index));
}

/** Which described field each value is: names that are equal come first, then those that a destination or a source may have written so. */
function matchFields(
  values: readonly LandedValue[],
  described: readonly SaasFieldModel[],
  container: string | null,
): ReadonlyMap<LandedValue, SaasFieldModel> {
  const found = new Map<LandedValue, SaasFieldModel>();
  const open = new Set(described);
  const inside = values.flatMap((value) => {
    const name = tailIn(container, value);
    return name === undefined ? [] : [{ value, name }];
  });
  const outside = values.map((value) => ({ value, name: ownName(value) }));
  for (const keyOf of [(name: string) => name, landedName, looseName]) {
    for (const place of [inside, outside]) {
      const fields = groupBy(open, ({ apiIdentifier }) => keyOf(apiIdentifier));
      for (const { value, name } of place) {
        const [field, another] = fields.get(keyOf(name)) ?? [];
        if (field === undefined || another !== undefined || found.has(value) || !open.has(field)) continue;
        found.set(value, field);
        open.delete(field);
      }
    }
  }
  matchCutNames([...inside, ...outside], open, found);
  return found;
}

/** Names so long that the destination cut them off. */
function matchCutNames(
  values: readonly { readonly value: LandedValue; readonly name: string }[],
  open: Set<SaasFieldModel>,
  found: Map<LandedValue, SaasFieldModel>,
): void {
  const long = [...open].filter(({ apiIdentifier }) => apiIdentifier.length > 40);
  for (const { value, name } of long.length === 0 ? [] : values) {
    if (found.has(value) || value.path.length > 0) continue;
    const head = value.column.slice(0, value.column.length - name.length);
    const [field, another] = long.filter((candidate) => open.has(candidate) && isLandedAs(head + candidate.apiIdentifier, value.column));
    if (field === undefined || another !== undefined) continue;
    found.set(value, field);
    open.delete(field);
  }
}
