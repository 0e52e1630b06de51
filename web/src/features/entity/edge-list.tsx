import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { score } from '../../format.ts';
import { Badge, StatusBadge } from '../../ui/badge.tsx';
import { endName, keyOf, kindWords } from '../review/edges.ts';

type Edge = Schemas['Edge'];

/** Edges that leave the entity, or lead to it; each with its way to the evidence. */
export function EdgeList({ edges, entityId, title }: { readonly edges: readonly Edge[]; readonly entityId: string; readonly title: string }) {
  return (
    <section>
      <h3 className="mb-1 text-xs font-semibold">{title}</h3>
      {edges.length === 0 && <p className="text-muted">None.</p>}
      <ul className="flex flex-col">
        {edges.map((edge) => (
          <li key={keyOf(edge)} className="border-b border-line py-1.5 last:border-0">
            <Link
              to="/review"
              search={{ status: [], entity: entityId, edge: keyOf(edge), open: true }}
              className="flex flex-wrap items-center gap-x-2 gap-y-1 hover:text-accent"
            >
              <span className="min-w-0 font-medium [overflow-wrap:anywhere]">
                {endName(edge.from)} → {endName(edge.to)}
              </span>
              {edge.from.integration_source_id !== edge.to.integration_source_id && (
                <Badge>
                  {edge.from.integration_source_name} → {edge.to.integration_source_name}
                </Badge>
              )}
              <StatusBadge status={edge.status} />
              <span className="text-xs text-muted">
                {kindWords[edge.kind]} · {score(edge.score)}
              </span>
              {edge.changed_since_decision && <Badge tone="warn">changed since</Badge>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
