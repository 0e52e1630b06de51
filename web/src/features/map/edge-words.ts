import { score as scoreInWords } from '../../format.ts';
import type { GraphEdge } from './queries.ts';
import type { Colour } from './shapes.ts';

/** How an edge is told apart: by the look of its line and by words, never by colour alone. */
export interface LineLook {
  readonly name: string;
  readonly dash: readonly number[] | undefined;
  readonly colour: Colour;
}

const looks = {
  declared: { name: 'declared', dash: undefined, colour: 'muted' },
  approved: { name: 'approved', dash: [8, 5], colour: 'accent' },
  suggested: { name: 'suggested', dash: [1.5, 5], colour: 'info' },
  rejected: { name: 'rejected', dash: undefined, colour: 'bad' },
} as const satisfies Record<string, LineLook>;

export const lineLooks: readonly LineLook[] = Object.values(looks);

export function lookOf({ status, type }: Pick<GraphEdge, 'status' | 'type'>): LineLook {
  if (status === 'REJECTED') return looks.rejected;
  if (status === 'SUGGESTED') return looks.suggested;
  return type === 'FOREIGN_KEY' ? looks.declared : looks.approved;
}

const kindWords: Record<GraphEdge['kind'], string> = { relationship: '', association: 'association', entity_link: 'link' };

/** The label of the line: `approved 0.97`, `Contact to Company, declared`, `link, suggested 0.81`. */
export function labelOf(edge: GraphEdge): string {
  const look = lookOf(edge);
  const score = edge.score === null || look.name === 'declared' ? '' : ` ${scoreInWords(edge.score)}`;
  const changed = edge.changed_since_decision ? ', changed since' : '';
  return [edge.label ?? kindWords[edge.kind], `${look.name}${score}${changed}`].filter((word) => word !== '').join(', ');
}

const attributesOf = (names: readonly string[]): string => (names.length === 0 ? '' : `.${names.length === 1 ? names[0] : `(${names.join(', ')})`}`);

/** The edge in words: `orders.customer_id to customers.id`. */
export function edgeInWords(edge: GraphEdge, nameOf: (id: string) => string): string {
  return `${nameOf(edge.from_entity_id)}${attributesOf(edge.from_attributes)} to ${nameOf(edge.to_entity_id)}${attributesOf(edge.to_attributes)}`;
}

const cardinalityWords = { '1:1': 'one to one', 'N:1': 'many to one', '1:N': 'one to many', 'N:M': 'many to many' } as const;

/** `many to one`, or that it is not proven. */
export const cardinalityInWords = (cardinality: GraphEdge['cardinality']): string =>
  cardinality === null ? 'cardinality not proven' : cardinalityWords[cardinality];
