import type { Dialect } from '../dialects/dialect.ts';
import type { RelationshipFinding } from '../domain/edge.ts';
import type { SourceModel } from '../domain/entity.ts';
import type { RelationshipEvidence } from '../domain/evidence.ts';
import type { SourceProfile } from '../domain/profile.ts';
import type { Staging } from '../profiling/staging.ts';
import type { Candidate } from './candidates/candidate.ts';
import { findCandidates } from './candidates/index.ts';
import { choose, type Chosen } from './choice.ts';
import { declaredEdges, pairId } from './declared.ts';
import { endOf, evidenceOf } from './evidence.ts';
import { surroundings } from './features/index.ts';
import { childId, type Surroundings } from './features/signal.ts';
import { measurePairs, type Counts, type Pair } from './measure.ts';
import { shippedModel, type RelationshipModel } from './model/model.ts';
import { findOrphans, type Orphans } from './orphans.ts';
import { parentKeys } from './parents.ts';
import { schemaOf, type Schema } from './schema.ts';
import { scoreCandidates, type Scores } from './score.ts';

export interface InferenceInput {
  readonly model: SourceModel;
  readonly profile: SourceProfile;
  /** Complete, of the same model. */
  readonly staging: Staging;
  readonly dialect: Dialect;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
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
  const set = await findCandidates(schema, keys, staging, signal);
  const around = surroundings(schema, keys, set);
  onProgress({ done: 0, total: set.candidates.length });

  const declared = declaredEdges(schema);
  const declaredIds = new Set(declared.map(pairId));
  const sameAsDeclared = new Set(set.candidates.filter((candidate) => declaredIds.has(pairId(pairOf(candidate)))));
  const scores = scoreCandidates(model, around, sameAsDeclared);
  const open = set.candidates.filter((candidate) => !sameAsDeclared.has(candidate));
  const chosen = choose(
    open.map((candidate) => ({ candidate, probability: scores.probability(candidate) })),
    declared,
  );
  const kept = worthReturning(chosen);
  const edges: Edge[] = [...declared.map((pair) => ({ pair, chosen: null })), ...kept.map((one) => ({ pair: pairOf(one.candidate), chosen: one }))];
  const findings = await measurePairs(
    staging,
    edges.map((edge) => edge.pair),
    signal,
    async (tuples, counts) => {
      const asked = edges.map(({ pair }, i) => ({ ...pair, orphanDistinct: orphanDistinct(counts[i]), orphanRows: orphanRows(counts[i]) }));
      const orphans = await findOrphans(staging, tuples, asked, signal);
      return edges.map((edge, i) => findingOf(input, schema, around, scores, model.name, edge, counts[i] ?? nothing, orphans[i] ?? noOrphans, kept));
    },
  );
  onProgress({ done: set.candidates.length, total: set.candidates.length });
  return findings;
}

interface Edge {
  readonly pair: Pair;
  /** Null for declared keys. */
  readonly chosen: Chosen | null;
}

const nothing: Counts = { rows: 0, nullRows: 0, distinct: 0, matchedDistinct: 0, matchedRows: 0, targetRows: 0, targetDistinct: 0, targetFilled: 0 };
const noOrphans: Orphans = { samples: [], sentinels: [] };

const pairOf = (candidate: Candidate): Pair => ({ child: candidate.child, target: candidate.key.columns });
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

function findingOf(
  input: InferenceInput,
  schema: Schema,
  around: Surroundings,
  scores: Scores,
  modelName: string,
  edge: Edge,
  counts: Counts,
  orphans: Orphans,
  kept: readonly Chosen[],
): RelationshipFinding {
  const { pair, chosen } = edge;
  const score = chosen === null ? 1 : chosen.score;
  const own = chosen?.candidate ?? around.set.candidates.find((candidate) => pairId(pairOf(candidate)) === pairId(pair));
  const context = pair.child.length === 1 ? around.set.contexts.get(pair.child[0]?.id ?? -1) : undefined;
  const containing = (context?.containingTables ?? 0) - (own !== undefined && own.key.rank === 0 && own.inclusion.share >= 0.95 ? 1 : 0);
  const evidence = evidenceOf(schema, input.dialect, pair, counts, orphans, {
    model: chosen === null ? 'declared' : modelName,
    score,
    targetKey: targetKey(around, pair),
    otherContainingKeys: Math.max(0, containing),
    name: nameEvidence(own, around, scores),
    contributions: chosen === null ? [] : scores.explain(chosen.candidate),
    alternatives: alternativesOf(schema, pair, kept),
  });
  const end = (columns: Pair['child']) => {
    const { database, schema: schemaName, table, columns: names } = endOf(schema, columns);
    return { path: { database, schema: schemaName, name: table }, columns: names };
  };
  return { from: end(pair.child), to: end(pair.target), type: chosen === null ? 'FOREIGN_KEY' : 'INFERRED', score, evidence };
}

function targetKey(around: Surroundings, pair: Pair): RelationshipEvidence['structure']['target_key'] {
  const ids = new Set(pair.target.map((column) => column.id));
  const key = around.keys.find((one) => one.columns.length === ids.size && one.columns.every((column) => ids.has(column.id)));
  return key?.origin ?? 'none';
}

function nameEvidence(candidate: Candidate | undefined, around: Surroundings, scores: Scores): RelationshipEvidence['name'] {
  if (candidate === undefined) return { template: null, tokens: [], support: 0, contradictions: 0 };
  const template = scores.first.template(candidate);
  const { sum, count } = template === null ? { sum: 0, count: 0 } : scores.first.support(template);
  const tokens = candidate.child.map((column, i) => {
    const target = candidate.key.columns[i];
    const table = around.schema.names.tables[candidate.key.table]?.words.join(' ') ?? '';
    return `${column.name.words.join(' ')} ~ ${table}${target === undefined || target.name.words.length === 0 ? '' : `.${target.name.words.join(' ')}`}`;
  });
  const support = Math.round(sum);
  return { template, tokens, support, contradictions: Math.max(0, count - support) };
}

function alternativesOf(schema: Schema, pair: Pair, kept: readonly Chosen[]): RelationshipEvidence['alternatives'] {
  const child = pair.child.map((column) => column.id).join(',');
  const own = pairId(pair);
  return kept
    .filter((one) => childId(one.candidate) === child && pairId(pairOf(one.candidate)) !== own)
    .map((one) => ({ to: endOf(schema, one.candidate.key.columns), score: one.score, why_not: one.whyNot ?? 'chosen instead' }));
}
