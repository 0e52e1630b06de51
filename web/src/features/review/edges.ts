import type { Schemas } from '../../api/client.ts';

export type Edge = Schemas['Edge'];
export type EdgeDetail = Schemas['EdgeDetail'];
export type Status = Edge['status'];

/** What an edge is kept and named by in the app. */
export const keyOf = ({ kind, id }: Pick<Edge, 'kind' | 'id'>): string => `${kind}.${id}`;

export const kindWords: Record<Edge['kind'], string> = { relationship: 'Relationship', association: 'Association', entity_link: 'Entity link' };

export const statusWords: Record<Status, string> = { SUGGESTED: 'suggested', APPROVED: 'approved', REJECTED: 'rejected' };

/** `orders.customer_id`, `order_lines.(order_id, line)`, `Contact`. */
export function endName({ entity_name: entity, attributes }: Pick<Schemas['EdgeEnd'], 'entity_name' | 'attributes'>): string {
  if (attributes.length === 0) return entity;
  return `${entity}.${attributes.length === 1 ? attributes[0] : `(${attributes.join(', ')})`}`;
}

/** The same with its source, where the other end is of another one. */
export function placeName(end: Schemas['EdgeEnd'], { from, to }: Pick<Edge, 'from' | 'to'>): string {
  return from.integration_source_id === to.integration_source_id ? endName(end) : `${end.integration_source_name}: ${endName(end)}`;
}

/** An edge in words, for those who hear it. */
export const edgeName = ({ from, to, label }: Pick<Edge, 'from' | 'to' | 'label'>): string =>
  `${endName(from)} to ${endName(to)}${label === null ? '' : ` (${label})`}`;

/** `Shop`, or `Shop and CRM`. */
export function sourceNames({ from, to }: Pick<Edge, 'from' | 'to'>): string {
  const [a, b] = [from.integration_source_name, to.integration_source_name];
  return a === b ? a : `${a} and ${b}`;
}
