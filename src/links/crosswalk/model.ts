import type { Correspondence, TableSide } from '../correspond.ts';
import type { LinkKind } from '../forms.ts';
import type { NormaliserName } from '../normalisers.ts';
import type { MixtureModel } from './mixture.ts';
import type { Repeats } from './repeats.ts';

/** What a crosswalk learned: later runs over the same two tables can be scored with it instead of learning anew. Holds names, no values. */
export interface CrosswalkModel extends MixtureModel {
  readonly fields: readonly FieldModel[];
  /** How pairs are decided: one to one, in clusters of one table, or by the nearest name of a list. */
  readonly decides: 'between' | 'within' | 'by names';
  /** The weight of the mixture at which the odds are even. */
  readonly evenOdds: number;
  /** Models of before there was this have it not. */
  readonly repeats?: Repeats;
}

/** Which attributes of both tables say the same, and as what they are compared. */
interface FieldModel {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly kind: LinkKind;
  readonly leftForm: NormaliserName;
  readonly rightForm: NormaliserName;
  readonly words: number;
  /** Models of before there was this have it not. */
  readonly several?: boolean;
}

export function fieldModels(found: readonly Correspondence[]): FieldModel[] {
  return found.map(({ left, right, kind, leftForm, rightForm, words, several }) => ({
    left: left.names,
    right: right.names,
    kind,
    leftForm,
    rightForm,
    words,
    several,
  }));
}

/** The correspondences of a model in two tables (or one); null where they lack an attribute of it. */
export function correspondencesOf(model: CrosswalkModel, left: TableSide, right: TableSide | null): Correspondence[] | null {
  if ((model.decides === 'within') !== (right === null)) return null;
  const attributesOf = ({ forms }: TableSide) => new Map(forms.map(({ attribute }) => [attribute.names.join('\0'), attribute]));
  const [ofLeft, ofRight] = [attributesOf(left), attributesOf(right ?? left)];
  const found: Correspondence[] = [];
  for (const field of model.fields) {
    const [a, b] = [ofLeft.get(field.left.join('\0')), ofRight.get(field.right.join('\0'))];
    if (a === undefined || b === undefined) return null;
    found.push({ ...field, left: a, right: b, score: 1, several: field.several ?? false });
  }
  return found;
}
