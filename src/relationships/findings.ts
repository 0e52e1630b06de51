import type { Dialect } from '../dialects/dialect.ts';
import type { RelationshipFinding } from '../domain/edge.ts';
import type { RelationshipEvidence } from '../domain/evidence.ts';
import type { Candidate } from './candidates/candidate.ts';
import type { Chosen } from './choice.ts';
import { pairId } from './declared.ts';
import { endOf, evidenceOf } from './evidence.ts';
import { childId, type Surroundings } from './features/signal.ts';
import type { Counts, Pair } from './measure.ts';
import type { Orphans } from './orphans.ts';
import type { Schema } from './schema.ts';
import type { Scores } from './score.ts';

export interface Edge {
  readonly pair: Pair;
  /** Null for declared keys. */
  readonly chosen: Chosen | null;
}

/** What findings are written from. */
export interface FindingContext {
  readonly schema: Schema;
  readonly around: Surroundings;
  readonly scores: Scores;
  readonly dialect: Dialect;
  readonly modelName: string;
  /** Everything that is returned, for the alternatives. */
  readonly kept: readonly Chosen[];
}

export const pairOf = (candidate: Candidate): Pair => ({ child: candidate.child, target: candidate.key.columns });

/** Writes findings: an edge and its counts in, the finding with its evidence out. */
export function findingWriter(context: FindingContext): (edge: Edge, counts: Counts, orphans: Orphans) => RelationshipFinding {
  const { schema, around, scores, dialect } = context;
  const byPair = new Map(around.set.candidates.map((candidate) => [pairId(pairOf(candidate)), candidate]));
  const byChild = new Map<string, Chosen[]>();
  for (const one of context.kept) {
    const list = byChild.get(childId(one.candidate)) ?? [];
    list.push(one);
    byChild.set(childId(one.candidate), list);
  }
  return ({ pair, chosen }, counts, orphans) => {
    const score = chosen === null ? 1 : chosen.score;
    const candidate = chosen?.candidate ?? byPair.get(pairId(pair));
    const evidence = evidenceOf(schema, dialect, pair, counts, orphans, {
      model: chosen === null ? 'declared' : context.modelName,
      score,
      targetKey: targetKey(around, pair),
      otherContainingKeys: otherContainingKeys(around, pair, candidate),
      name: nameEvidence(candidate, around, scores),
      contributions: chosen === null ? [] : scores.explain(chosen.candidate),
      alternatives: (byChild.get(pair.child.map((column) => column.id).join(',')) ?? [])
        .filter((one) => pairId(pairOf(one.candidate)) !== pairId(pair))
        .map((one) => ({ to: endOf(schema, one.candidate.key.columns), score: one.score, why_not: one.whyNot ?? 'chosen instead' })),
    });
    return {
      from: findingEnd(schema, pair.child),
      to: findingEnd(schema, pair.target),
      type: chosen === null ? 'FOREIGN_KEY' : 'INFERRED',
      score,
      evidence,
    };
  };
}

function findingEnd(schema: Schema, columns: Pair['child']): RelationshipFinding['from'] {
  const { database, schema: schemaName, table, columns: names } = endOf(schema, columns);
  return { path: { database, schema: schemaName, name: table }, columns: names };
}

function otherContainingKeys(around: Surroundings, pair: Pair, candidate: Candidate | undefined): number {
  if (pair.child.length > 1) return 0;
  const all = around.set.contexts.get(pair.child[0]?.id ?? -1)?.containingTables ?? 0;
  const isOne = candidate !== undefined && candidate.key.rank === 0 && candidate.inclusion.share >= 0.95;
  return Math.max(0, all - (isOne ? 1 : 0));
}

function targetKey(around: Surroundings, pair: Pair): RelationshipEvidence['structure']['target_key'] {
  const ids = new Set(pair.target.map((column) => column.id));
  const keys = around.keysOf.get(pair.target[0]?.table ?? -1) ?? [];
  return keys.find((key) => key.columns.length === ids.size && key.columns.every((column) => ids.has(column.id)))?.origin ?? 'none';
}

function nameEvidence(candidate: Candidate | undefined, around: Surroundings, scores: Scores): RelationshipEvidence['name'] {
  if (candidate === undefined) return { template: null, tokens: [], support: 0, contradictions: 0 };
  const template = scores.first.template(candidate);
  const { sum, count } = template === null ? { sum: 0, count: 0 } : scores.first.support(template);
  const table = around.schema.names.tables[candidate.key.table]?.words.join(' ') ?? '';
  const tokens = candidate.child.map((column, i) => {
    const words = candidate.key.columns[i]?.name.words ?? [];
    return `${column.name.words.join(' ')} ~ ${table}${words.length === 0 ? '' : `.${words.join(' ')}`}`;
  });
  const support = Math.round(sum);
  return { template, tokens, support, contradictions: Math.max(0, count - support) };
}
