import type { EdgeKind } from './edge.ts';

export const cardinalities = ['1:1', 'N:1', '1:N', 'N:M'] as const;
export type Cardinality = (typeof cardinalities)[number];

/** What happens to the rows of one end of an edge that is joined to the other. */
export interface Crossing {
  /** Rows of the other end for a row that has any, on average; null where the evidence does not say. */
  readonly rowsPerRow: number | null;
  /** Share of the rows that have any; null where the evidence does not say. */
  readonly matched: number | null;
}

/** What the evidence of an edge says of a join along it. */
export interface EdgeMeasure {
  /** Only where all data, or the definition of the platform, proves it: what a sample shows can be chance. */
  readonly cardinality: Cardinality | null;
  /** Whether some rows of `from` have no partner. */
  readonly optional: boolean | null;
  /** Rows were counted in a sample only. */
  readonly isSample: boolean;
  /** Both ends meet in a normal form of their values and not as they are. */
  readonly isNormalised: boolean;
  readonly forward: Crossing;
  readonly backward: Crossing;
}

/** The fields of evidence that measures are read from, whatever they hold: people may have sent it. */
export interface EvidenceParts {
  readonly method: string | null;
  readonly cardinality: string | null;
  readonly value: unknown;
  readonly measured: unknown;
  readonly overlap: unknown;
  readonly columns: unknown;
  readonly normaliser: unknown;
  /** Rows of each entity that the scan read at most; null where it read all. */
  readonly sampleRows: number | null;
}

const unknownCrossing: Crossing = { rowsPerRow: null, matched: null };

/** Reads the measure of an edge off its evidence. */
export function measureOf(kind: EdgeKind, evidence: EvidenceParts): EdgeMeasure {
  if (kind === 'entity_link') return linkMeasure(evidence);
  if (evidence.method === 'metadata') return definedMeasure(evidence);
  const { forward, backward, rows } = crossingsOf(evidence.value);
  const isSample = rows !== null && !(evidence.method === 'exact' && isWhole(evidence, rows));
  return {
    cardinality: rows !== null && !isSample ? cardinalityOf(evidence.cardinality) : null,
    optional: forward.matched === null ? null : forward.matched < 1,
    isSample,
    isNormalised: false,
    forward,
    backward,
  };
}

/** The platform defines how many there are of each side; how many there really are is counted where its records were read. */
function definedMeasure(evidence: EvidenceParts): EdgeMeasure {
  const cardinality = cardinalityOf(evidence.cardinality);
  const measured = fieldsOf(evidence.measured);
  const counted = crossingsOf(measured['value']);
  return {
    cardinality,
    optional: counted.forward.matched === null ? null : counted.forward.matched < 1,
    isSample: counted.rows !== null && measured['method'] !== 'exact',
    isNormalised: false,
    forward: isToOne(cardinality) ? { ...counted.forward, rowsPerRow: 1 } : counted.forward,
    backward: isFromOne(cardinality) ? { ...counted.backward, rowsPerRow: 1 } : counted.backward,
  };
}

function linkMeasure(evidence: EvidenceParts): EdgeMeasure {
  const overlap = fieldsOf(evidence.overlap);
  const containment = fieldsOf(overlap['norm_containment']);
  const columns = fieldsOf(evidence.columns);
  const [source, target] = [fieldsOf(columns['source']), fieldsOf(columns['target'])];
  const rows = greatest(numberIn(source, 'rows'), numberIn(target, 'rows'));
  const proven = overlap['exact'] === true && rows !== null && isWhole(evidence, rows);
  const forward = { rowsPerRow: perDistinct(target), matched: times(numberIn(containment, 's_in_t'), numberIn(source, 'fill')) };
  const backward = { rowsPerRow: perDistinct(source), matched: times(numberIn(containment, 't_in_s'), numberIn(target, 'fill')) };
  const normaliser = fieldsOf(evidence.normaliser);
  return {
    cardinality: proven ? cardinalityOf(overlap['cardinality']) : null,
    optional: forward.matched === null ? null : forward.matched < 1,
    isSample: rows !== null && !proven,
    isNormalised: ['source', 'target'].some((end) => typeof normaliser[end] === 'string' && normaliser[end] !== 'raw'),
    forward,
    backward,
  };
}

/** Counts of `value` in the evidence of relationships and inferred associations. */
function crossingsOf(value: unknown): { readonly forward: Crossing; readonly backward: Crossing; readonly rows: number | null } {
  const counts = fieldsOf(value);
  const count = (name: string) => numberIn(counts, name);
  const [rows, matchedRows, matchedDistinct] = [count('rows'), count('matched_rows'), count('matched_distinct')];
  const [targetRows, targetNullRows, targetDistinct] = [count('target_rows'), count('target_null_rows') ?? 0, count('target_distinct')];
  if (rows === null || matchedRows === null || matchedDistinct === null || targetRows === null || targetDistinct === null) {
    return { forward: unknownCrossing, backward: unknownCrossing, rows: null };
  }
  const keyed = targetRows - targetNullRows;
  return {
    rows: Math.max(rows, targetRows),
    forward: { rowsPerRow: atLeastOne(ratio(keyed, targetDistinct)), matched: ratio(matchedRows, rows) },
    backward: {
      rowsPerRow: atLeastOne(ratio(matchedRows, matchedDistinct)),
      matched: times(ratio(matchedDistinct, targetDistinct), ratio(keyed, targetRows)),
    },
  };
}

const isWhole = ({ sampleRows }: EvidenceParts, rows: number): boolean => sampleRows === null || rows < sampleRows;

const isToOne = (cardinality: Cardinality | null): boolean => cardinality === '1:1' || cardinality === 'N:1';
const isFromOne = (cardinality: Cardinality | null): boolean => cardinality === '1:1' || cardinality === '1:N';

const cardinalityOf = (text: unknown): Cardinality | null => cardinalities.find((one) => one === text) ?? null;

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function numberIn(fields: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = fields[name];
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

/** Values per distinct value. */
function perDistinct(column: Readonly<Record<string, unknown>>): number | null {
  const distinctness = numberIn(column, 'distinctness');
  return distinctness === null ? null : atLeastOne(ratio(1, distinctness));
}

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
const times = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : Math.min(1, a * b));
const atLeastOne = (value: number | null): number | null => (value === null ? null : Math.max(1, value));
const greatest = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : Math.max(a, b));
