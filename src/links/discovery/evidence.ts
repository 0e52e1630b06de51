import type { LinkType } from '../../domain/edge.ts';
import type { LinkColumn, LinkEvidence, LinkOverlap } from '../../domain/link-evidence.ts';
import { nameSimilarity } from '../names.ts';
import { normaliser, normaliserMacros } from '../normalisers.ts';
import { partSql } from '../parts.ts';
import type { Attribute, NamedSource } from './attributes.ts';
import type { Chosen } from './choose.ts';
import { containments, isNameLinked, KEY_SHARE, PROVEN_BITS, type Candidate } from './features.ts';
import type { FormName } from './fingerprints.ts';
import type { LinkModel } from './model.ts';

const GENERIC_FANOUT = 20;
/** Fewer shared values could be told, and prove little. */
const FEW = 5;
const MANY_ENOUGH = 20;
const SUPPORTS_SHOWN = 5;

export function linkTypeOf(candidate: Candidate): LinkType {
  return isNameLinked(candidate) ? 'PROBABILISTIC' : 'DETERMINISTIC';
}

/** Everything measured of a link, for people to judge and for machines to redo. */
export function evidenceOf(
  chosen: Chosen,
  sources: readonly NamedSource[],
  attributes: readonly Attribute[],
  counters: ReadonlySet<number>,
  model: LinkModel,
): LinkEvidence {
  const { candidate, scored, alternatives } = chosen;
  const { source, target, corroboration } = candidate;
  const name = (id: number): string => attributes[id]?.name ?? '';
  const proven = corroboration.supports.filter(({ bits }) => bits >= PROVEN_BITS).slice(0, SUPPORTS_SHOWN);
  const counted = countsOf(candidate);
  return {
    schema_version: 1,
    method: methodOf(candidate),
    sentence: sentenceOf(candidate, sources, proven.length === 0 ? null : [name(proven[0]?.a ?? 0), name(proven[0]?.b ?? 0), proven[0]?.agree ?? 0]),
    ...counted,
    model_version: model.version,
    corroboration: proven.map((support) => ({
      source_column: name(support.a),
      target_column: name(support.b),
      agree: round(support.agree),
      agree_shuffled: round(support.byChance),
      n: support.rows,
      bits: round(support.bits),
    })),
    name: { similarity: round(nameSimilarity(source.name, target.name)) },
    features: scored.contributions.filter(({ value }) => value !== 0).map((one) => ({ ...one, value: round(one.value) })),
    base_score: model.intercept,
    raw_score: scored.raw,
    confidence: scored.confidence,
    calibration: model.calibration,
    warnings: warningsOf(candidate, counted.overlap, proven.length > 0, counters),
    alternatives: alternatives.slice(0, SUPPORTS_SHOWN).map((other) => ({
      source: placeOf(other.candidate.source, sources),
      target: placeOf(other.candidate.target, sources),
      confidence: round(other.scored.confidence),
    })),
    execution_sql: joinSql(candidate, sources),
  };
}

function methodOf(candidate: Candidate): LinkEvidence['method'] {
  if (isNameLinked(candidate)) return 'probabilistic-name';
  const { formA, formB } = candidate.overlap;
  return formA.endsWith('_of_email') || formB.endsWith('_of_email') ? 'deterministic-hash' : 'deterministic-key';
}

/** What was counted of a link: the part of its evidence that can be counted again. */
export function countsOf(candidate: Candidate): Pick<LinkEvidence, 'normaliser' | 'columns' | 'overlap'> {
  const { source, target, overlap } = candidate;
  return {
    normaliser: { source: versioned(overlap.formA), target: versioned(overlap.formB) },
    columns: { source: columnOf(source), target: columnOf(target) },
    overlap: overlapOf(candidate),
  };
}

function columnOf({ profile, filled, distinctness }: Attribute): LinkColumn {
  return {
    rows: profile.rows,
    fill: round(filled / Math.max(1, profile.rows)),
    distinct: profile.distinct,
    distinctness: round(distinctness),
    pattern: profile.masks[0]?.mask ?? null,
  };
}

function overlapOf({ overlap }: Candidate): LinkOverlap {
  const [inTarget, inSource] = containments(overlap);
  return {
    raw_containment: round(overlap.sharedRaw / Math.max(1, Math.min(overlap.valuesA, overlap.valuesB))),
    norm_containment: { s_in_t: round(inTarget), t_in_s: round(inSource) },
    intersection: overlap.shared < FEW ? null : overlap.shared,
    exact: overlap.exact,
    support: Math.min(overlap.valuesA, overlap.valuesB),
    one_to_one: round(overlap.oneToOne),
    cardinality: cardinalityOf(overlap.singleA >= KEY_SHARE, overlap.singleB >= KEY_SHARE),
    max_fanout: overlap.maxFanout,
    expected_by_chance: round(overlap.byChance),
  };
}

function cardinalityOf(isSourceKey: boolean, isTargetKey: boolean): LinkOverlap['cardinality'] {
  if (isSourceKey) return isTargetKey ? '1:1' : '1:N';
  return isTargetKey ? 'N:1' : 'N:M';
}

function warningsOf(candidate: Candidate, overlap: LinkOverlap, isProven: boolean, counters: ReadonlySet<number>): string[] {
  const { source, target } = candidate;
  const warnings: string[] = [];
  if (!isProven) warnings.push('No other column of the joined rows confirms it.');
  if (!overlap.exact) warnings.push('Measured on a sample of the values, chosen by their hash.');
  if (overlap.max_fanout > GENERIC_FANOUT) warnings.push(`One value stands in ${overlap.max_fanout} rows: it may be generic.`);
  if ((overlap.intersection ?? 0) < MANY_ENOUGH) warnings.push('Few values are shared.');
  if (counters.has(source.id) && counters.has(target.id)) warnings.push('Both count upwards: equal numbers alone prove nothing.');
  if (overlap.cardinality === 'N:M') warnings.push('Values repeat on both sides: joining multiplies rows.');
  if (isNameLinked(candidate)) warnings.push('Different things may bear the same name.');
  for (const {
    name,
    forms: {
      attribute: { names, part },
    },
  } of [source, target]) {
    if (names.length > 1) warnings.push(`${names.join(' and ')} are taken as one full name.`);
    if (part === 'items') warnings.push(`Of ${name}, the items of each list are compared.`);
    else if (part !== undefined) warnings.push(`Of ${name}, what follows the address that all values begin with is compared.`);
  }
  warnings.push(...standInsOf(candidate).map((text) => `In the SQL, ${text}.`));
  return warnings;
}

function sentenceOf(
  { source, target, overlap }: Candidate,
  sources: readonly NamedSource[],
  proof: readonly [string, string, number] | null,
): string {
  const [inTarget, inSource] = containments(overlap);
  const isForward = inTarget >= inSource;
  const [small, large, part] = isForward ? [source, target, inTarget] : [target, source, inSource];
  const form =
    overlap.formA === 'raw' && overlap.formB === 'raw'
      ? ''
      : ` once both are brought to one form (${overlap.formA === 'raw' ? overlap.formB : overlap.formA})`;
  const confirmed = proof === null ? '' : `; in the rows that they join, ${proof[0]} and ${proof[1]} agree in ${percent(proof[2])}`;
  return `${percent(part)} of the distinct values of ${placeOf(small, sources)} are found in ${placeOf(large, sources)}${form}${confirmed}.`;
}

function placeOf({ source, entity, name }: Attribute, sources: readonly NamedSource[]): string {
  const owner = sources[source];
  return [owner?.name, owner?.model.entities[entity]?.path.name, name].join('.');
}

function versioned(form: FormName): string {
  return form === 'raw' ? form : `${form}/v${normaliser(form).version}`;
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What the SQL does instead of a normal form that takes a library or a list. */
function standInsOf({ overlap: { formA, formB } }: Candidate): string[] {
  return [...new Set([formA, formB])].flatMap((form) => {
    const standIn = form === 'raw' ? null : normaliser(form).standIn;
    return standIn === null ? [] : [`the normal form ${form} is replaced by ${standIn}`];
  });
}

/** The statement that joins the two, after the macros that it calls. */
function joinSql(candidate: Candidate, sources: readonly NamedSource[]): string {
  const { source, target, overlap } = candidate;
  const value = (alias: string, { forms }: Attribute, form: FormName): string => {
    const { names, part } = forms.attribute;
    const text = names.map((name) => `CAST(${alias}.${quote(name)} AS VARCHAR)`).join(` || ' ' || `);
    const column = part === undefined ? text : partSql(part, text);
    return form === 'raw' ? column : normaliser(form).sql(column);
  };
  const table = ({ source: owner, entity }: Attribute): string =>
    [sources[owner]?.name ?? '', sources[owner]?.model.entities[entity]?.path.name ?? ''].map(quote).join('.');
  const select = `SELECT s.*, t.* FROM ${table(source)} AS s JOIN ${table(target)} AS t ON ${value('s', source, overlap.formA)} = ${value('t', target, overlap.formB)}`;
  const notes = standInsOf(candidate).map((text) => `-- ${text}\n`);
  return notes.join('') + [...macrosIn(select), select].join(';\n');
}

function macrosIn(sql: string): string[] {
  const needed = new Set<string>();
  const texts = [sql];
  for (let text = texts.pop(); text !== undefined; text = texts.pop())
    for (const macro of normaliserMacros) {
      const called = /MACRO (\w+)\(/.exec(macro)?.[1];
      if (called === undefined || needed.has(macro) || !text.includes(`${called}(`)) continue;
      needed.add(macro);
      texts.push(macro);
    }
  return normaliserMacros.filter((macro) => needed.has(macro));
}

function percent(part: number): string {
  return `${(part * 100).toFixed(part > 0.999 || part < 0.1 ? 1 : 0)} %`;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
