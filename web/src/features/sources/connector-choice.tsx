import { Link } from '@tanstack/react-router';
import type { Connector } from './queries.ts';

/** The kinds of systems that can be added. */
export function ConnectorChoice({ connectors }: { readonly connectors: readonly Connector[] }) {
  const kinds = [
    { name: 'Databases and files', type: 'database' },
    { name: 'SaaS applications', type: 'saas' },
  ] as const;
  return kinds.map((kind) => (
    <section key={kind.type}>
      <h2 className="mb-2 font-semibold">{kind.name}</h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(16rem,100%),1fr))] gap-3">
        {connectors
          .filter(({ source_type: type }) => type === kind.type)
          .map(({ type, title }) => (
            <li key={type}>
              <Link
                to="/sources/new"
                search={{ connector: type }}
                className="flex min-h-14 items-center rounded-lg border border-line-strong bg-surface px-4 font-medium hover:bg-raised"
              >
                {title}
              </Link>
            </li>
          ))}
      </ul>
    </section>
  ));
}
