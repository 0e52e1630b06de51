import { dialectNamed } from '../dialects/by-name.ts';
import { joinSql, type JoinedBy, type JoinedEntity } from '../dialects/join-sql.ts';
import { edgeKinds, type EdgeStatus } from '../domain/edge.ts';
import { AppError } from '../domain/errors.ts';
import { bestPaths, edgesBetween, type PathStep } from '../domain/join-paths.ts';
import { costOfStep, crossingOf, outlookOf, type JoinOutlook, type JoinStep } from '../domain/join-trust.ts';
import { readAttributes } from '../store/entity-attributes.ts';
import type { EntityRow } from '../store/entities.ts';
import { measured, readEdgesAt, type GraphEdge, type MeasuredEdge } from '../store/graph.ts';
import type { Reader } from '../store/open.ts';
import { reading, type Context, type Services } from './context.ts';
import { entitiesById } from './entities.ts';

export interface JoinPathQuery {
  readonly fromId: string;
  readonly toId: string;
  /** Approved edges only, or those that wait for a decision too. */
  readonly includeSuggested: boolean;
  readonly maxSteps: number;
  readonly limit: number;
}

export interface JoinPathStep {
  readonly edge: MeasuredEdge;
  readonly forward: boolean;
  readonly from: EntityRow;
  readonly to: EntityRow;
}

interface JoinPath extends JoinOutlook {
  readonly steps: readonly JoinPathStep[];
  /** Null where no engine has all of the entities. */
  readonly sql: { readonly dialect: string; readonly statement: string } | null;
}

export interface JoinPaths {
  readonly from: EntityRow;
  readonly to: EntityRow;
  readonly paths: readonly JoinPath[];
  readonly isComplete: boolean;
}

/** Edges that are looked at, at most: those next to the two entities come first. */
const maxEdges = 20_000;
/** Of these, edges that lie between the two. */
const maxEdgesBetween = 5000;
const shownRows = 100;

/** The best join paths from one entity to another. Throws AppError 'not_found' where one of them is not there, 'invalid' where both are the same. */
export async function joinPaths(services: Services, ctx: Context, query: JoinPathQuery): Promise<JoinPaths> {
  if (query.fromId === query.toId) throw new AppError('invalid', 'A join path leads from one entity to another: these two are the same.');
  return reading(services, ctx, 'edges.read', async (db) => {
    const ends = await entitiesById(db, ctx, [query.fromId, query.toId]);
    const near = await edgesNear(db, ctx, query);
    const between = edgesBetween(near.edges, query.fromId, query.toId, query.maxSteps);
    const edges = await measured(db, ctx.organizationId, between.slice(0, maxEdgesBetween));
    const search = { from: query.fromId, to: query.toId, limit: query.limit, maxSteps: query.maxSteps };
    const found = bestPaths(edges, { ...search, costOf: (step) => costOfStep(joinStepOf(step)) });
    const met = new Set(found.paths.flat().flatMap(({ edge }) => [edge.from, edge.to]));
    const entities = await entitiesById(db, ctx, [...met]);
    return {
      from: ends.get(query.fromId) as EntityRow,
      to: ends.get(query.toId) as EntityRow,
      paths: await described(db, ctx, found.paths, entities),
      isComplete: near.isComplete && between.length <= maxEdgesBetween && found.isComplete,
    };
  });
}

/** Every edge on a way of at most so many steps: from both entities on, at each step from that with fewer entities to go on from. */
async function edgesNear(db: Reader, ctx: Context, query: JoinPathQuery): Promise<{ readonly edges: GraphEdge[]; readonly isComplete: boolean }> {
  const statuses: readonly EdgeStatus[] = query.includeSuggested ? ['APPROVED', 'SUGGESTED'] : ['APPROVED'];
  const filter = { statuses, kinds: edgeKinds, ends: 'one' as const };
  const edges = new Map<string, GraphEdge>();
  const sides = [query.fromId, query.toId].map((id) => ({ known: new Set([id]), level: [id] as readonly string[] }));
  for (let steps = 0; steps < query.maxSteps; steps++) {
    const side = sides.toSorted((a, b) => a.level.length - b.level.length).find(({ level }) => level.length > 0);
    if (side === undefined) break;
    const room = maxEdges - edges.size;
    const found = await readEdgesAt(db, ctx.organizationId, side.level, filter, room + 1);
    if (found.length > room) return { edges: [...edges.values(), ...found.slice(0, room)], isComplete: false };
    for (const edge of found) edges.set(edge.id, edge);
    const next = new Set(found.flatMap(({ from, to }) => [from, to]).filter((id) => !side.known.has(id)));
    for (const id of next) side.known.add(id);
    side.level = [...next];
  }
  return { edges: [...edges.values()], isComplete: true };
}

function joinStepOf({ edge, forward }: PathStep<MeasuredEdge>): JoinStep {
  const { kind, status, type, score, measure } = edge;
  const crossesSources = edge.from_source_id !== edge.to_source_id;
  return { kind, status, type, score, measure, forward, crossesSources, changedSinceDecision: edge.changed_since_decision };
}

async function described(
  db: Reader,
  ctx: Context,
  paths: readonly (readonly PathStep<MeasuredEdge>[])[],
  entities: ReadonlyMap<string, EntityRow>,
): Promise<JoinPath[]> {
  const types = await typesOf(db, ctx, paths.flat());
  return paths.map((path) => {
    const steps = path.map(({ edge, forward }): JoinPathStep => {
      const [from, to] = [entities.get(edge.from) as EntityRow, entities.get(edge.to) as EntityRow];
      return { edge, forward, from: forward ? from : to, to: forward ? to : from };
    });
    return { ...outlookOf(path.map(joinStepOf)), steps, sql: sqlOf(steps, types) };
  });
}

type Types = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The declared types of the columns that steps join, by entity. */
async function typesOf(db: Reader, ctx: Context, steps: readonly PathStep<MeasuredEdge>[]): Promise<Types> {
  const named = steps.flatMap(({ edge }) => [
    ...edge.from_attributes.map((name) => ({ entityId: edge.from, name })),
    ...edge.to_attributes.map((name) => ({ entityId: edge.to, name })),
  ]);
  const rows = await readAttributes(db, ctx.organizationId, [...new Set(named.map(({ entityId }) => entityId))], named);
  return new Map(
    rows.map(({ entity_id, named: columns }) => [
      entity_id,
      new Map(columns.flatMap(({ name, data_type }) => (data_type === null ? [] : [[name, data_type] as const]))),
    ]),
  );
}

function sqlOf(steps: readonly JoinPathStep[], types: Types): JoinPath['sql'] {
  const first = steps[0];
  if (first === undefined) return null;
  const isInOne = steps.every(
    ({ edge, from, to }) => edge.kind === 'relationship' && [from, to].every((end) => end.source_id === first.from.source_id),
  );
  if (!isInOne || first.from.source_type !== 'database') return null;
  const dialect = dialectNamed(steps.find(({ edge }) => edge.dialect !== null)?.edge.dialect ?? first.from.connector_type);
  const statement = joinSql(
    dialect,
    joined(first.from, types),
    steps.map((step): JoinedBy => joinedBy(step, types)),
    shownRows,
  );
  return { dialect: dialect.name, statement };
}

function joined(entity: EntityRow, types: Types): JoinedEntity {
  const path = { database: entity.database_name ?? '', schema: entity.schema_name ?? '', name: entity.name };
  return { path, types: types.get(entity.id) ?? new Map<string, string>() };
}

function joinedBy({ edge, forward, to }: JoinPathStep, types: Types): JoinedBy {
  const pairs = edge.from_attributes.map((name, i) => [name, edge.to_attributes[i] ?? name] as const);
  const part = sliceOf(edge.slice);
  return {
    entity: joined(to, types),
    columns: forward ? pairs : pairs.map(([from, target]) => [target, from] as const),
    isTotal: crossingOf({ measure: edge.measure, forward }).matched === 1 && !edge.measure.isSample,
    ...(part === undefined ? {} : { part: { ...part, side: forward ? 'before' : 'own' } as const }),
  };
}

/** The part of the rows that a polymorphic reference is about, as evidence has it. */
function sliceOf(slice: unknown): Omit<NonNullable<JoinedBy['part']>, 'side'> | undefined {
  if (typeof slice !== 'object' || slice === null) return undefined;
  const { column, test, value } = slice as Record<string, unknown>;
  if (typeof column !== 'string' || typeof value !== 'string') return undefined;
  return { column, value, test: test === 'begins' ? 'begins' : 'equals' };
}
