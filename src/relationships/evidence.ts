import type { Dialect } from '../dialects/dialect.ts';
import type { EntityPath } from '../domain/entity.ts';
import { bandOf, type EvidenceEnd, type InclusionEvidence, type RelationshipEvidence, type SliceEvidence } from '../domain/evidence.ts';
import { stableId } from '../domain/ids.ts';
import { maskSensitive } from '../domain/sensitive.ts';
import { checkSql } from './check-sql.ts';
import type { Counts, Pair } from './measure.ts';
import type { Orphans } from './orphans.ts';
import type { Column, Schema } from './schema.ts';

/** What is known of one edge besides its counts. */
export interface EdgeFacts {
  readonly model: string;
  readonly score: number;
  readonly targetKey: 'primary' | 'unique' | 'inferred' | 'none';
  readonly otherContainingKeys: number;
  readonly name: RelationshipEvidence['name'];
  readonly contributions: RelationshipEvidence['contributions'];
  readonly alternatives: RelationshipEvidence['alternatives'];
}

/** Puts the evidence of one edge together. */
export function evidenceOf(schema: Schema, dialect: Dialect, pair: Pair, counts: Counts, orphans: Orphans, facts: EdgeFacts): RelationshipEvidence {
  const from = endOf(schema, pair.child);
  const to = endOf(schema, pair.target);
  const slice = sliceOf(schema, pair.child);
  const value = valueOf(pair, counts, orphans, facts.otherContainingKeys);
  const filled = counts.rows - counts.nullRows;
  const childUnique = filled > 0 && counts.distinct === filled;
  const model = schema.model.entities;
  const fromEntity = model[pair.child[0]?.table ?? -1];
  const toEntity = model[pair.target[0]?.table ?? -1];
  if (fromEntity === undefined || toEntity === undefined) throw new RangeError('an edge outside of the schema');
  const composite = pair.child.length > 1;
  return {
    schema_version: 1,
    model: facts.model,
    method: 'exact',
    sentence: sentenceOf(from, to, value, slice),
    band: bandOf(facts.score),
    from,
    to,
    ...(slice === undefined ? {} : { slice }),
    cardinality: filled === 0 ? 'unknown' : value.target_unique ? (childUnique ? '1:1' : 'N:1') : 'N:M',
    optional: counts.nullRows > 0,
    value,
    name: facts.name,
    structure: {
      target_key: facts.targetKey,
      child_indexed: isIndexed(schema, pair.child),
      self_reference: pair.child[0]?.table === pair.target[0]?.table,
    },
    contributions: facts.contributions,
    alternatives: facts.alternatives,
    ...(composite
      ? {
          key: {
            id: stableId('composite', ...ids(from), ...ids(to)),
            position: 1,
            columns: from.columns.map((column, i) => ({ from: column, to: to.columns[i] ?? '' })),
          },
        }
      : {}),
    check_sql: checkSql(
      dialect,
      { entity: fromEntity, columns: from.columns, ...(slice === undefined ? {} : { slice }) },
      { entity: toEntity, columns: to.columns },
    ),
    dialect: dialect.name,
  };
}

export function endOf(schema: Schema, columns: readonly Column[]): EvidenceEnd {
  const path: EntityPath = schema.model.entities[columns[0]?.table ?? -1]?.path ?? { database: '', schema: '', name: '' };
  return { database: path.database, schema: path.schema, table: path.name, columns: columns.map((column) => column.profile.name) };
}

function sliceOf(schema: Schema, [column]: readonly Column[]): SliceEvidence | undefined {
  if (column?.slice === undefined) return undefined;
  const { by, test, value } = column.slice;
  return { column: schema.tables[column.table]?.columns[by]?.profile.name ?? '', test, value };
}

function valueOf(pair: Pair, counts: Counts, orphans: Orphans, otherContainingKeys: number): InclusionEvidence {
  const filled = counts.rows - counts.nullRows;
  const meant = counts.distinct - orphans.sentinels.length;
  const sensitive = [...pair.child, ...pair.target].some((column) => column.profile.sensitive);
  const shown = (text: string) => (sensitive ? maskSensitive(text, true) : text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
  return {
    rows: counts.rows,
    null_rows: counts.nullRows,
    distinct: counts.distinct,
    matched_distinct: counts.matchedDistinct,
    orphan_distinct: counts.distinct - counts.matchedDistinct,
    matched_rows: counts.matchedRows,
    orphan_rows: filled - counts.matchedRows,
    containment: ratio(counts.matchedDistinct, counts.distinct),
    row_containment: ratio(counts.matchedRows, filled),
    target_rows: counts.targetRows,
    target_null_rows: counts.targetRows - counts.targetFilled,
    target_distinct: counts.targetDistinct,
    target_unique: counts.targetDistinct > 0 && counts.targetDistinct === counts.targetFilled,
    coverage: ratio(counts.matchedDistinct, counts.targetDistinct),
    sentinels: orphans.sentinels.map(shown),
    containment_without_sentinels: ratio(counts.matchedDistinct, meant),
    orphan_samples: [...new Set(orphans.samples.map((members) => members.map(shown).join(', ')))],
    other_containing_keys: otherContainingKeys,
  };
}

const SHOWN = 60;

function sentenceOf(from: EvidenceEnd, to: EvidenceEnd, value: InclusionEvidence, slice: SliceEvidence | undefined): string {
  const child = columnsText(from);
  const part =
    slice === undefined ? '' : slice.test === 'begins' ? ` that begin with '${slice.value}'` : ` of rows whose ${slice.column} is '${slice.value}'`;
  if (value.distinct === 0) return `${child} holds no value yet; its name points to ${columnsText(to)}.`;
  const count = (n: number) => n.toLocaleString('en-US');
  const base = `${count(value.matched_distinct)} of ${count(value.distinct)} distinct ${child}${part} exist in ${columnsText(to)}`;
  const share =
    value.orphan_rows > 0 && value.row_containment - value.containment > 0.01
      ? ` (${Math.floor(value.row_containment * 1000) / 10}% of the rows)`
      : '';
  if (value.sentinels.length === 0) return `${base}${share}`;
  return `${base}${share}; ${value.sentinels.map((text) => `'${text}'`).join(', ')} ${value.sentinels.length === 1 ? 'seems' : 'seem'} to stand for none`;
}

function columnsText(end: EvidenceEnd): string {
  return end.columns.length === 1 ? `${end.table}.${end.columns[0] ?? ''}` : `${end.table}.(${end.columns.join(', ')})`;
}

function isIndexed(schema: Schema, columns: readonly Column[]): boolean {
  const entity = schema.model.entities[columns[0]?.table ?? -1];
  const names = new Set(columns.map((column) => column.profile.name));
  const leads = (list: readonly string[]) => list.slice(0, names.size).filter((name) => names.has(name)).length === names.size;
  return entity !== undefined && (entity.indexes.some((index) => leads(index.columns)) || entity.keys.some((key) => leads(key.columns)));
}

const ids = (end: EvidenceEnd): string[] => [end.database, end.schema, end.table, ...end.columns];

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1e6) / 1e6;
}
