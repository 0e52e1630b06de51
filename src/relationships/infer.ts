import type { Dialect } from '../dialects/dialect.ts';
import type { RelationshipFinding } from '../domain/edge.ts';
import type { SourceModel } from '../domain/entity.ts';
import type { SourceProfile } from '../domain/profile.ts';
import type { Staging } from '../profiling/staging.ts';
import type { Candidate } from './candidates/candidate.ts';
import { findCandidates } from './candidates/index.ts';
import { choose, type Chosen } from './choice.ts';
import { declaredEdges, pairId } from './declared.ts';
import { surroundings } from './features/index.ts';
import { childId } from './features/signal.ts';
import { findingWriter, pairOf, type Edge } from './findings.ts';
import { measurePairs, type Counts, type Pair } from './measure.ts';
import { shippedModel, type RelationshipModel } from './model/model.ts';
import { findOrphans, type Orphans } from './orphans.ts';
import { parentKeys } from './parents.ts';
import { schemaOf, type Column } from './schema.ts';
import { scoreCandidates } from './score.ts';

export interface InferenceInput {
  readonly model: SourceModel;
  readonly profile: SourceProfile;
  /** Complete, of the same model. */
  readonly staging: Staging;
  readonly dialect: Dialect;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
  /**
   * Whether a column beside one that names a table in each row, several of them, refers to each of these tables. No foreign key says so, and what is
   * held against foreign keys counts it as wrong: without this, such a column refers to nothing.
   */
  readonly severalTypes?: boolean;
  /** Another model than the shipped one. */
  readonly relationshipModel?: RelationshipModel;
}

/** What the score of an alternative must reach, and how many there are for one child, for it to be returned. */
const MIN_SCORE = 0.02;
const MAX_ALTERNATIVES = 5;

/**
 * Finds the relationships of one source: declared keys first, then what values and names say, chosen over the whole schema. Alternatives that
 * were not chosen come too, with scores below one half. Ordered by child and score. Same input, same output. Throws AppError `cancelled`.
 */
export async function inferRelationships(input: InferenceInput): Promise<RelationshipFinding[]> {
  const { staging, signal, onProgress } = input;
  const model = input.relationshipModel ?? shippedModel();
  const schema = schemaOf(input.model, input.profile);
  const keys = parentKeys(schema);
  const set = await findCandidates(schema, keys, staging, signal, { severalTypes: input.severalTypes ?? false });
  const around = surroundings(schema, keys, set);
  onProgress({ done: 0, total: set.candidates.length });

  const declared = byParts(declaredEdges(schema), set.candidates);
  const declaredIds = new Set(declared.map(pairId));
  const sameAsDeclared = new Set(set.candidates.filter((candidate) => declaredIds.has(pairId(pairOf(candidate)))));
  const scores = scoreCandidates(model, around, sameAsDeclared);
  const placesDeclared = new Set(declared.flatMap(({ child }) => child.map(placeOf)));
  const open = set.candidates.filter(
    (candidate) =>
      !sameAsDeclared.has(candidate) && !candidate.child.some((column) => column.slice !== undefined && placesDeclared.has(placeOf(column))),
  );
  const chosen = choose(
    open.map((candidate) => ({ candidate, probability: scores.probability(candidate) })),
    declared,
  );
  const kept = worthReturning(chosen);
  const edges: Edge[] = [...declared.map((pair) => ({ pair, chosen: null })), ...kept.map((one) => ({ pair: pairOf(one.candidate), chosen: one }))];
  const toFinding = findingWriter({ schema, around, scores, dialect: input.dialect, modelName: model.name, kept });
  const findings = await measurePairs(
    staging,
    edges.map((edge) => edge.pair),
    signal,
    async (tuples, counts) => {
      const asked = edges.map(({ pair }, i) => ({ ...pair, orphanDistinct: orphanDistinct(counts[i]), orphanRows: orphanRows(counts[i]) }));
      const orphans = await findOrphans(staging, tuples, asked, signal);
      return edges.map((edge, i) => toFinding(edge, counts[i] ?? nothing, orphans[i] ?? noOrphans));
    },
  );
  onProgress({ done: set.candidates.length, total: set.candidates.length });
  return findings;
}

const placeOf = ({ table, index }: Column): string => `${table}.${index}`;

/** What a polymorphic column is declared to refer to concerns the part of it that does, where that is known. */
function byParts(declared: readonly Pair[], candidates: readonly Candidate[]): Pair[] {
  const parts = new Map(
    candidates.flatMap(({ child: [column], key }) =>
      column?.slice === undefined ? [] : [[`${placeOf(column)}>${key.columns.map(({ id }) => id).join(',')}`, column] as const],
    ),
  );
  return declared.map((pair) => {
    const [column] = pair.child;
    const part =
      column === undefined || pair.child.length > 1 ? undefined : parts.get(`${placeOf(column)}>${pair.target.map(({ id }) => id).join(',')}`);
    return part === undefined ? pair : { ...pair, child: [part] };
  });
}

const nothing: Counts = { rows: 0, nullRows: 0, distinct: 0, matchedDistinct: 0, matchedRows: 0, targetRows: 0, targetDistinct: 0, targetFilled: 0 };
const noOrphans: Orphans = { samples: [], sentinels: [] };

const orphanDistinct = (counts: Counts | undefined): number => (counts === undefined ? 0 : counts.distinct - counts.matchedDistinct);
const orphanRows = (counts: Counts | undefined): number => (counts === undefined ? 0 : counts.rows - counts.nullRows - counts.matchedRows);

/** The chosen, and the likeliest alternatives of each child; ordered by child, then score. */
function worthReturning(chosen: readonly Chosen[]): Chosen[] {
  const byChild = new Map<string, Chosen[]>();
  for (const one of chosen) {
    if (!one.chosen && one.score < MIN_SCORE) continue;
    const list = byChild.get(childId(one.candidate)) ?? [];
    if (one.chosen || list.filter((other) => !other.chosen).length < MAX_ALTERNATIVES) list.push(one);
    byChild.set(childId(one.candidate), list);
  }
  const first = (one: Chosen | undefined) => one?.candidate.child[0]?.id ?? -1;
  return [...byChild.values()]
    .toSorted((a, b) => first(a[0]) - first(b[0]) || (a[0]?.candidate.child.length ?? 0) - (b[0]?.candidate.child.length ?? 0))
    .flat();
}
