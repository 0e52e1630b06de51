import type { EntityPath } from './entity.ts';
import type { RelationshipEvidence } from './evidence.ts';
import type { LinkEvidence } from './link-evidence.ts';

export const edgeKinds = ['relationship', 'association', 'entity_link'] as const;
export type EdgeKind = (typeof edgeKinds)[number];

export const edgeTypes = ['FOREIGN_KEY', 'INFERRED', 'MANUAL'] as const;
export type EdgeType = (typeof edgeTypes)[number];

export const edgeStatuses = ['SUGGESTED', 'APPROVED', 'REJECTED'] as const;
export type EdgeStatus = (typeof edgeStatuses)[number];

export const linkTypes = ['DETERMINISTIC', 'PROBABILISTIC'] as const;
export type LinkType = (typeof linkTypes)[number];

/** One end of a finding; `columns` of both ends are aligned by position. */
interface FindingEnd {
  readonly path: EntityPath;
  readonly columns: readonly string[];
}

/** A relationship that a scan found: declared, or inferred. Composites are one finding. */
export interface RelationshipFinding {
  readonly from: FindingEnd;
  readonly to: FindingEnd;
  readonly type: 'FOREIGN_KEY' | 'INFERRED';
  /** Calibrated probability, 0..1, at most six decimals. */
  readonly score: number;
  readonly evidence: RelationshipEvidence;
}

/** An attribute of a source that a link ends at: a column of a database, or a field of a SaaS application (`path.name` is its object's API identifier). */
export interface LinkPlace {
  readonly sourceId: string;
  readonly kind: 'column' | 'field';
  readonly path: EntityPath;
  readonly attribute: string;
}

/** An entity link that a scan found between two of its sources. */
export interface EntityLinkFinding {
  readonly source: LinkPlace;
  readonly target: LinkPlace;
  readonly linkType: LinkType;
  /** Calibrated probability, 0..1, at most six decimals. */
  readonly score: number;
  readonly evidence: LinkEvidence;
}
