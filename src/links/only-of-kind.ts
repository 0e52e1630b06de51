import type { AttributeProfile } from '../domain/profile.ts';
import type { Correspondence, TableSide } from './correspond.ts';
import type { Forms, LinkKind } from './forms.ts';
import { nameSimilarity } from './names.ts';
import type { NormaliserName } from './normalisers.ts';
import { distinctness, isSerial, MANY_VALUES } from './spread.ts';
import { maySeveral } from './several.ts';
import type { Range, ValueOverlaps } from './value-overlaps.ts';

/** Kinds of which two tables say the same where each has one such attribute, and the form in which they are compared. */
const KINDS: readonly (readonly [LinkKind, NormaliserName])[] = [
  ['email', 'mailbox'],
  ['phone', 'phone'],
  ['domain', 'domain'],
  ['date', 'date'],
];
/** How much of the time, or of the range, that both cover together each has to cover. */
const SAME_TIME = 0.6;
const SAME_RANGE = 0.5;
const NAMES_ALIKE = 0.5;
/** Of a number that is measured, most rows have one of their own. */
const MEASURED = 0.5;
/** Less than of anything whose values meet: for ordering only. */
const SCORE = 0.3;

interface Free {
  readonly forms: Forms;
  readonly range: Range | null;
}

/**
 * Attributes that say the same though few of their values meet, as of tables with few records in common: the only mailbox, telephone number, host, or date of
 * about the same time that each side has left; and numbers of about the same range whose names are alike, which may be measured differently.
 */
export function onlyOfKind(
  left: TableSide,
  right: TableSide,
  { leftDays, rightDays }: ValueOverlaps,
  taken: readonly Correspondence[],
): Correspondence[] {
  const ofLeft = freeIn(left, leftDays, new Set(taken.flatMap((one) => one.left.names)));
  const ofRight = freeIn(right, rightDays, new Set(taken.flatMap((one) => one.right.names)));
  const ofKind = KINDS.flatMap(([kind, form]) => {
    const [a, another] = ofLeft.filter((one) => isManyOf(kind, one));
    const [b, other] = ofRight.filter((one) => isManyOf(kind, one));
    if (a === undefined || b === undefined || another !== undefined || other !== undefined) return [];
    return kind === 'date' && covered(a.range, b.range) < SAME_TIME ? [] : [correspondence(a.forms, b.forms, kind, form)];
  });
  return [...ofKind, ...measured(ofLeft, ofRight)];
}

const isManyOf = (kind: LinkKind, { forms }: Free): boolean => forms.kind === kind && forms.attribute.profile.distinct >= MANY_VALUES;

const freeIn = ({ forms }: TableSide, days: ReadonlyMap<number, Range>, used: ReadonlySet<string>): Free[] =>
  forms.flatMap((one, i) =>
    one.attribute.names.some((name) => used.has(name)) ? [] : [{ forms: one, range: days.get(i) ?? numbersOf(one.attribute.profile) }],
  );

const numbersOf = ({ minNumber, maxNumber }: AttributeProfile): Range | null =>
  minNumber === null || maxNumber === null ? null : [minNumber, maxNumber];

/** The share of what two ranges cover together that both cover; negative where they are apart. */
function covered(a: Range | null, b: Range | null): number {
  if (a === null || b === null) return 0;
  return (Math.min(a[1], b[1]) - Math.max(a[0], b[0])) / Math.max(1e-9, Math.max(a[1], b[1]) - Math.min(a[0], b[0]));
}

function measured(ofLeft: readonly Free[], ofRight: readonly Free[]): Correspondence[] {
  const isMeasured = ({ forms }: Free): boolean => forms.normalisers.includes('number') && distinctness(forms) >= MEASURED && !isSerial(forms);
  const others = ofRight.filter(isMeasured);
  const pairs = ofLeft.filter(isMeasured).flatMap((a) =>
    others.flatMap((b) => {
      const name = nameSimilarity(a.forms.attribute.names.join(' '), b.forms.attribute.names.join(' '));
      return name >= NAMES_ALIKE && covered(a.range, b.range) >= SAME_RANGE ? [{ a, b, name }] : [];
    }),
  );
  const used = new Set<Free>();
  return pairs
    .toSorted((x, y) => y.name - x.name)
    .flatMap(({ a, b }) => {
      if (used.has(a) || used.has(b)) return [];
      used.add(a).add(b);
      return [correspondence(a.forms, b.forms, 'number', 'number')];
    });
}

function correspondence(a: Forms, b: Forms, kind: LinkKind, form: NormaliserName): Correspondence {
  const several = maySeveral(kind, [a, b]);
  return { left: a.attribute, right: b.attribute, kind, leftForm: form, rightForm: form, words: Math.max(a.words, b.words), several, score: SCORE };
}
