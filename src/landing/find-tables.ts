import { pathKey, type EntityModel, type SourceModel } from '../domain/entity.ts';
import type { ConnectionLanding, StreamLanding } from '../domain/landing.ts';
import { groupBy } from './group-by.ts';
import { isLandedAs, landedName, looseSingular } from './names.ts';
import { isSyncColumn, rawPrefixes } from './sync-columns.ts';

/** A stream of the sync with the table that holds its rows. */
export interface LandedStream {
  readonly name: string;
  readonly table: EntityModel;
  /** Paths of the fields that tell its records apart; empty where the sync service does not say. */
  readonly primaryKey: readonly (readonly string[])[];
}

export interface FoundTables {
  /** Ordered by name. */
  readonly streams: readonly LandedStream[];
  /** Streams that are selected but have no table. */
  readonly missing: readonly string[];
}

/** Finds the tables of the streams by what the sync service says of its connections. */
export function tablesOfConnections(model: SourceModel, connections: readonly ConnectionLanding[], selected: readonly string[] | null): FoundTables {
  const streams = new Map<string, LandedStream>();
  const missing = new Set<string>();
  const bySchema = groupBy(model.entities, ({ path }) => landedName(path.schema));
  for (const connection of connections) {
    for (const stream of connection.streams) {
      if (selected !== null && !selected.includes(stream.name)) continue;
      const schema = schemaOf(connection, stream);
      // Files and some engines know no schemas: the name of the table decides alone.
      const among = (schema === null ? undefined : bySchema.get(landedName(schema))) ?? (hasSchema(bySchema, schema) ? [] : model.entities);
      const table = tableOf(connection, stream, among);
      if (table === undefined) missing.add(stream.name);
      else if (!streams.has(stream.name)) streams.set(stream.name, { name: stream.name, table, primaryKey: stream.primaryKey });
    }
  }
  return { streams: inOrder(streams.values()), missing: [...missing].filter((name) => !streams.has(name)).toSorted() };
}

/** Where a connection says which schema it is, only one that the source has counts; one schema called `main` or `public` says nothing. */
function hasSchema(bySchema: ReadonlyMap<string, unknown>, schema: string | null): boolean {
  return schema !== null && (bySchema.has(landedName(schema)) || bySchema.size > 1);
}

function schemaOf({ namespaceDefinition, namespaceFormat, destination }: ConnectionLanding, stream: StreamLanding): string | null {
  if (namespaceDefinition === 'destination') return destination.schema;
  if (namespaceDefinition === 'source') return stream.namespace ?? destination.schema;
  const schema = (namespaceFormat ?? '').replaceAll('${SOURCE_NAMESPACE}', stream.namespace ?? '');
  return schema === '' ? destination.schema : schema;
}

/** A name that the service says counts more than one that follows from the stream; a table of columns more than one of raw records. */
function tableOf({ prefix }: ConnectionLanding, stream: StreamLanding, among: readonly EntityModel[]): EntityModel | undefined {
  const said = stream.table === null ? [] : [stream.table, prefix + stream.table];
  const names = [...said, ...rawPrefixes.map((raw) => raw + prefix + stream.name)];
  for (const name of names) {
    const exact = among.filter(({ path }) => path.name === name);
    const found = best(exact.length > 0 ? exact : among.filter(({ path }) => isLandedAs(name, path.name)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of several tables the first that a sync wrote, else the first. */
function best(tables: readonly EntityModel[]): EntityModel | undefined {
  const ordered = tables.toSorted((a, b) => byText(pathKey(a.path), pathKey(b.path)));
  return ordered.find(isSynced) ?? ordered[0];
}

/**
 * Finds the tables where nobody asked the sync service: those that have its columns and, after one common prefix, the names of streams or
 * objects (`known`). Where no name is known, they must all be in one schema. Undefined where it cannot be told which tables are meant.
 */
export function tablesByNames(model: SourceModel, known: readonly string[], selected: readonly string[] | null): FoundTables | undefined {
  const synced = model.entities.filter(isSynced);
  const tables = synced.length > 0 ? synced : known.length > 0 ? model.entities : [];
  const names = selected ?? known;
  const places = groupBy(tables, ({ path }) => JSON.stringify([path.database, path.schema]));
  if (names.length === 0) {
    if (places.size > 1) return undefined;
    return { streams: inOrder(tables.map((table) => ({ name: table.path.name, table, primaryKey: [] }))), missing: [] };
  }
  const group = likeliest([...places.values()].flatMap((place) => groups(place, names)));
  const streams = new Map<string, LandedStream>();
  for (const { name, table } of group?.found ?? []) streams.set(name, { name, table, primaryKey: [] });
  if (group !== undefined && selected === null && synced.length > 0) {
    for (const { name, table } of others(group)) streams.set(name, { name, table, primaryKey: [] });
  }
  return { streams: inOrder(streams.values()), missing: (selected ?? []).filter((name) => !streams.has(name)).toSorted() };
}

/** The tables of one schema whose names are one prefix and a known name each. */
interface Group {
  readonly prefix: string;
  readonly place: readonly EntityModel[];
  readonly found: readonly { readonly name: string; readonly table: EntityModel }[];
}

function groups(place: readonly EntityModel[], names: readonly string[]): Group[] {
  const byLoose = new Map(names.toSorted((a, b) => byText(b, a)).map((name) => [looseSingular(name), name]));
  const byPrefix = new Map<string, Map<string, EntityModel>>();
  for (const table of place.toSorted((a, b) => byText(pathKey(a.path), pathKey(b.path)))) {
    const landed = landedName(table.path.name);
    for (let start = 0; start < landed.length; start += 1) {
      // A separator is part of the prefix.
      const name = landed[start] === '_' ? undefined : byLoose.get(looseSingular(landed.slice(start)));
      if (name === undefined) continue;
      const prefix = landed.slice(0, start);
      const found = byPrefix.get(prefix) ?? new Map<string, EntityModel>();
      if (!found.has(name)) found.set(name, table);
      byPrefix.set(prefix, found);
    }
  }
  return [...byPrefix].map(([prefix, found]) => ({ prefix, place, found: [...found].map(([name, table]) => ({ name, table })) }));
}

/** The most names, then the shortest prefix, then the first place. */
function likeliest(all: readonly Group[]): Group | undefined {
  return all.toSorted((a, b) => b.found.length - a.found.length || a.prefix.length - b.prefix.length || byText(placeOf(a), placeOf(b)))[0];
}

const placeOf = ({ place }: Group): string => pathKey(place[0]?.path ?? { database: '', schema: '', name: '' });

/** What else has the prefix, where most of what has it is known: streams that the platform's own metadata does not tell of. */
function others({ prefix, place, found }: Group): { name: string; table: EntityModel }[] {
  const taken = new Set(found.map(({ table }) => table));
  const rest = place.filter((table) => !taken.has(table) && landedName(table.path.name).startsWith(prefix));
  if (rest.length >= found.length) return [];
  return rest.map((table) => ({ name: table.path.name.slice(prefix.length), table })).filter(({ name }) => name !== '');
}

function isSynced(table: EntityModel): boolean {
  return table.attributes.some(({ name }) => isSyncColumn(name));
}

function inOrder(streams: Iterable<LandedStream>): LandedStream[] {
  return [...streams].toSorted((a, b) => byText(a.name, b.name));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
