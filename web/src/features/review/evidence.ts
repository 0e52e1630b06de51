/** Evidence as it is stored: what a scan measured, or anything that a person wrote. Nothing of its shape is taken for granted. */
export interface Evidence {
  readonly sentence: string | null;
  readonly method: string | null;
  readonly cardinality: string | null;
  readonly dialect: string | null;
  readonly sql: string | null;
  readonly inclusion: Inclusion | null;
  readonly overlap: Overlap | null;
  /** Parts of the log-odds of the score, the largest first, and what all else adds. */
  readonly parts: readonly { readonly label: string; readonly amount: number }[];
  readonly warnings: readonly string[];
  readonly orphans: readonly string[];
  readonly sentinels: readonly string[];
  readonly alternatives: readonly { readonly name: string; readonly score: number | null; readonly why: string | null }[];
  readonly corroboration: readonly {
    readonly source: string;
    readonly target: string;
    readonly agree: number;
    readonly byChance: number;
    readonly rows: number;
  }[];
  readonly platform: { readonly label: string; readonly category: string } | null;
}

export interface Inclusion {
  readonly rows: number;
  readonly nullRows: number;
  readonly distinct: number;
  readonly matchedDistinct: number;
  readonly orphanDistinct: number;
  readonly matchedRows: number;
  readonly orphanRows: number;
  readonly containment: number;
  readonly rowContainment: number;
  readonly targetRows: number;
  readonly targetNullRows: number;
  readonly targetDistinct: number;
  readonly coverage: number;
}

export interface Overlap {
  readonly inTarget: number;
  readonly inSource: number;
  readonly raw: number | null;
  readonly shared: number | null;
  readonly isExact: boolean;
  readonly support: number | null;
  readonly oneToOne: number | null;
  readonly byChance: number | null;
  readonly normaliser: string | null;
  readonly cardinality: string | null;
}

const mostParts = 9;

export function readEvidence(stored: unknown, score: number | null): Evidence {
  const measured = at(stored, 'measured');
  const first = (name: string): string | null => text(at(stored, name)) ?? text(at(measured, name));
  const value = at(stored, 'value') ?? at(measured, 'value');
  return {
    sentence:
      text(at(measured, 'sentence')) === null
        ? text(at(stored, 'sentence'))
        : [text(at(stored, 'sentence')), text(at(measured, 'sentence'))].filter(Boolean).join(' '),
    method: text(at(measured, 'method')) ?? text(at(stored, 'method')),
    cardinality: text(at(at(stored, 'overlap'), 'cardinality')) ?? first('cardinality'),
    dialect: text(at(stored, 'execution_sql')) === null ? first('dialect') : 'duckdb',
    sql: first('check_sql') ?? text(at(stored, 'execution_sql')),
    inclusion: inclusionOf(value),
    overlap: overlapOf(at(stored, 'overlap'), at(stored, 'normaliser')),
    parts: partsOf(stored, score),
    warnings: list(at(stored, 'warnings')).flatMap((warning) => text(warning) ?? []),
    orphans: list(at(value, 'orphan_samples')).flatMap((orphan) => text(orphan) ?? []),
    sentinels: list(at(value, 'sentinels')).flatMap((sentinel) => text(sentinel) ?? []),
    alternatives: list(at(stored, 'alternatives')).flatMap(alternativeOf),
    corroboration: list(at(stored, 'corroboration')).flatMap((support) => {
      const [source, target] = [text(at(support, 'source_column')), text(at(support, 'target_column'))];
      if (source === null || target === null) return [];
      return [
        {
          source,
          target,
          agree: number(at(support, 'agree')) ?? 0,
          byChance: number(at(support, 'agree_shuffled')) ?? 0,
          rows: number(at(support, 'n')) ?? 0,
        },
      ];
    }),
    platform: platformOf(at(stored, 'platform')),
  };
}

function inclusionOf(value: unknown): Inclusion | null {
  const counts = {
    rows: number(at(value, 'rows')),
    nullRows: number(at(value, 'null_rows')),
    distinct: number(at(value, 'distinct')),
    matchedDistinct: number(at(value, 'matched_distinct')),
    orphanDistinct: number(at(value, 'orphan_distinct')),
    matchedRows: number(at(value, 'matched_rows')),
    orphanRows: number(at(value, 'orphan_rows')),
    containment: number(at(value, 'containment')),
    rowContainment: number(at(value, 'row_containment')),
    targetRows: number(at(value, 'target_rows')),
    targetNullRows: number(at(value, 'target_null_rows')),
    targetDistinct: number(at(value, 'target_distinct')),
    coverage: number(at(value, 'coverage')),
  };
  return Object.values(counts).includes(null) ? null : (counts as Inclusion);
}

function overlapOf(overlap: unknown, normaliser: unknown): Overlap | null {
  const both = at(overlap, 'norm_containment');
  const [inTarget, inSource] = [number(at(both, 's_in_t')), number(at(both, 't_in_s'))];
  if (inTarget === null || inSource === null) return null;
  const forms = [text(at(normaliser, 'source')), text(at(normaliser, 'target'))].filter((form) => form !== null && form !== 'raw');
  return {
    inTarget,
    inSource,
    raw: number(at(overlap, 'raw_containment')),
    shared: number(at(overlap, 'intersection')),
    isExact: at(overlap, 'exact') === true,
    support: number(at(overlap, 'support')),
    oneToOne: number(at(overlap, 'one_to_one')),
    byChance: number(at(overlap, 'expected_by_chance')),
    normaliser: forms.length === 0 ? null : [...new Set(forms)].join(', '),
    cardinality: text(at(overlap, 'cardinality')),
  };
}

/** The first word of a feature says what it looks at. */
const groups: Record<string, string> = Object.fromEntries(
  Object.entries({
    Name: ['name', 'own', 'word', 'role'],
    'Naming habits': ['spread', 'template', 'same'],
    Values: ['in', 'card', 'range', 'shape'],
    Rivals: ['amb', 'rivals'],
    Keys: ['target', 'child', 'key', 'comp', 'dir'],
    'Whole schema': ['db'],
  }).flatMap(([group, firsts]) => firsts.map((first) => [first, group] as const)),
);

function partsOf(stored: unknown, score: number | null): Evidence['parts'] {
  const ofLink = list(at(stored, 'features'));
  const slope = number(at(at(stored, 'calibration'), 'slope')) ?? 1;
  const parts = (ofLink.length > 0 ? ofLink : list(at(stored, 'contributions'))).flatMap((part) => {
    const name = text(at(part, 'feature')) ?? text(at(part, 'name'));
    const amount = number(at(part, 'weight')) ?? number(at(part, 'contribution'));
    return name === null || amount === null || amount === 0
      ? []
      : [{ label: featureWords(name), amount: ofLink.length > 0 ? amount * slope : amount }];
  });
  const shown = parts.toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount)).slice(0, mostParts);
  const isBounded = score !== null && score > 0 && score < 1;
  if (shown.length === 0 || !isBounded) return shown;
  const rest = Math.log(score / (1 - score)) - shown.reduce((sum, { amount }) => sum + amount, 0);
  return [...shown, { label: 'Everything else', amount: rest }];
}

function featureWords(name: string): string {
  const [first = '', ...rest] = name.split('.');
  const words = (rest.length === 0 ? first : rest.join(' '))
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  const group = rest.length === 0 ? undefined : groups[first];
  return group === undefined ? words : `${group}: ${words}`;
}

function alternativeOf(alternative: unknown): Evidence['alternatives'] {
  const to = at(alternative, 'to');
  const table = text(at(to, 'table'));
  const columns = list(at(to, 'columns')).flatMap((column) => text(column) ?? []);
  const ofLink = [text(at(alternative, 'source')), text(at(alternative, 'target'))].filter((end) => end !== null);
  const name = table === null ? ofLink.join(' ≈ ') : `${table}.${columns.join(', ')}`;
  if (name === '') return [];
  return [{ name, score: number(at(alternative, 'score')) ?? number(at(alternative, 'confidence')), why: text(at(alternative, 'why_not')) }];
}

function platformOf(platform: unknown): Evidence['platform'] {
  const label = text(at(platform, 'label'));
  return label === null ? null : { label, category: text(at(platform, 'category')) ?? '' };
}

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
