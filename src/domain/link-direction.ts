import type { LinkType } from './edge.ts';
import type { LinkEvidence } from './link-evidence.ts';

const turned = { '1:1': '1:1', 'N:1': '1:N', '1:N': 'N:1', 'N:M': 'N:M' } as const;

/** The same evidence with source and target exchanged: a link holds both ways. The SQL joins the same rows as it stands. */
export function exchanged(evidence: LinkEvidence): LinkEvidence {
  const { normaliser, columns, overlap, corroboration, alternatives } = evidence;
  const { s_in_t, t_in_s } = overlap.norm_containment;
  return {
    ...evidence,
    normaliser: { source: normaliser.target, target: normaliser.source },
    columns: { source: columns.target, target: columns.source },
    overlap: { ...overlap, norm_containment: { s_in_t: t_in_s, t_in_s: s_in_t }, cardinality: turned[overlap.cardinality] },
    corroboration: corroboration.map((one) => ({ ...one, source_column: one.target_column, target_column: one.source_column })),
    alternatives: alternatives.map((one) => ({ ...one, source: one.target, target: one.source })),
  };
}

/** Names tell that two are likely the same, keys and their hashes that they are. */
export const linkTypeOfMethod = (method: LinkEvidence['method']): LinkType => (method === 'probabilistic-name' ? 'PROBABILISTIC' : 'DETERMINISTIC');
