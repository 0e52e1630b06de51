import type { EdgeStatus, EdgeType } from '../domain/edge.ts';
import { bandOf } from '../domain/evidence.ts';

/** What the grouping of findings looks at. An entity link has no `type`. */
export interface Judged {
  readonly type?: EdgeType;
  readonly status: EdgeStatus;
  readonly score: number;
}

const isOpen = ({ status }: Judged): boolean => status === 'SUGGESTED';

/** Findings by what was decided and how sure they are, in the order in which people are told. */
export const groups: readonly { readonly title: string; readonly belongs: (finding: Judged) => boolean }[] = [
  { title: 'Declared', belongs: ({ type, status }) => type === 'FOREIGN_KEY' && status === 'APPROVED' },
  { title: 'Approved', belongs: ({ type, status }) => type !== 'FOREIGN_KEY' && status === 'APPROVED' },
  { title: 'Almost certain', belongs: (finding) => isOpen(finding) && bandOf(finding.score) === 'auto' },
  { title: 'To review', belongs: (finding) => isOpen(finding) && bandOf(finding.score) === 'review' },
  { title: 'Possible', belongs: (finding) => isOpen(finding) && bandOf(finding.score) === 'possible' },
  { title: 'Unlikely', belongs: (finding) => isOpen(finding) && bandOf(finding.score) === 'hidden' },
  { title: 'Rejected', belongs: ({ status }) => status === 'REJECTED' },
];
