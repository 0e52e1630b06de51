/** One direction of an association, as HubSpot defines it. */
export interface Direction {
  /** API identifiers. */
  readonly from: string;
  readonly to: string;
  /** The word of HubSpot. */
  readonly category: string;
  /** Unique within its category. */
  readonly typeId: string;
  /** null for the unlabelled default. */
  readonly label: string | null;
  /** The internal name of the object schemas (v3), such as `contact_to_company`, where they tell it. */
  readonly name: string | null;
  /** To how many records one may point, where a user has set a limit. */
  readonly limit: number | null;
}

/** One association: the direction with the lower type id, and the way back where it was found. */
export interface Folded {
  readonly forward: Direction;
  readonly inverse: Direction | null;
  /** What showed that the two belong together. */
  readonly pairedBy: 'name' | 'label' | 'neighbouring ids' | null;
}

/**
 * Folds the two directions of each association into one. HubSpot says nowhere which two belong together, so these rules are tried in
 * turn, each on what the ones before left over, and only between opposite directions of one category that both have a label, or both none:
 *
 * 1. name: the internal names mirror each other (`contact_to_company` and `company_to_contact`), or are the same;
 * 2. label: both have the same label, or both are the unlabelled default;
 * 3. neighbouring ids: labels that differ by direction (Manager, Employee) are created together, so their type ids follow each other.
 *    Not within one object: there symmetric labels have one id each, and two of them may be neighbours by chance.
 *
 * Rules 1 and 2 hold only where exactly one partner fits. What is left stays single: an association of which one direction is known.
 */
export function foldDirections(directions: readonly Direction[]): Folded[] {
  const left = new Set(directions.toSorted(byTypeId));
  const folded: Folded[] = [];
  const fold = (forward: Direction, inverse: Direction | null, pairedBy: Folded['pairedBy']) => {
    folded.push({ forward, inverse, pairedBy });
    left.delete(forward);
    if (inverse !== null) left.delete(inverse);
  };
  const partners = (one: Direction, fits: Rule) => [...left].filter((other) => areOpposite(one, other) && fits(one, other));

  for (const [pairedBy, fits] of [
    ['name', haveMirroredNames],
    ['label', haveSameLabel],
  ] as const) {
    for (const one of left) {
      const [other, ...more] = partners(one, fits);
      if (other !== undefined && more.length === 0 && partners(other, fits).length === 1) fold(one, other, pairedBy);
    }
  }
  for (const one of left) {
    const [next] = partners(one, areNeighbours);
    if (next !== undefined) fold(one, next, 'neighbouring ids');
  }
  for (const one of left) fold(one, null, null);
  return folded;
}

type Rule = (one: Direction, other: Direction) => boolean;

const areOpposite: Rule = (one, other) =>
  one !== other &&
  one.from === other.to &&
  one.to === other.from &&
  one.category === other.category &&
  (one.label === null) === (other.label === null);

const haveMirroredNames: Rule = ({ name }, { name: other }) => name !== null && other !== null && (name === other || isMirrored(name, other));

const haveSameLabel: Rule = (one, other) => one.label === other.label;

const areNeighbours: Rule = (one, other) => one.from !== one.to && Number(other.typeId) === Number(one.typeId) + 1;

/** Whether `name` is `A_to_B` and `other` is `B_to_A`, both with the same end, such as `_unlabeled`, if any. */
function isMirrored(name: string, other: string): boolean {
  for (const [first, rest] of splits(name, '_to_')) {
    if (other === `${rest}_to_${first}`) return true;
    if (splits(rest, '_').some(([second, end]) => other === `${second}_to_${first}_${end}`)) return true;
  }
  return false;
}

/** Every way to cut `text` at `separator`. */
function splits(text: string, separator: string): [before: string, after: string][] {
  const parts = text.split(separator);
  return parts.slice(1).map((_, i) => [parts.slice(0, i + 1).join(separator), parts.slice(i + 1).join(separator)]);
}

function byTypeId(one: Direction, other: Direction): number {
  return Number(one.typeId) - Number(other.typeId) || (one.category < other.category ? -1 : 1);
}
