import { Link } from '@tanstack/react-router';
import { count, percent, score } from '../../format.ts';
import { Badge, StatusBadge } from '../../ui/badge.tsx';
import { Code } from '../../ui/code.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { JoinPath, JoinPathStep } from './queries.ts';

/** One way to join two things: what it goes through, what it does to the rows, what to mind, and its SQL. */
export function PathCard({ path, rank }: { readonly path: JoinPath; readonly rank: number }) {
  const [first] = path.steps;
  const met = [...(first === undefined ? [] : [first.from]), ...path.steps.map(({ to }) => to)];
  const isInOne = new Set(met.map((entity) => entity.integration_source_id)).size === 1;
  const names = met.map(({ name, integration_source_name: source }) => (isInOne ? name : `${name} (${source})`));
  return (
    <li className="rounded-lg border border-line bg-surface">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2.5">
        <h2 className="min-w-0 font-semibold [overflow-wrap:anywhere]">
          {rank}. {names.join(' → ')}
        </h2>
        <dl className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
          <Figure term="Joins" value={count(path.steps.length)} />
          <Figure term="Trust" value={score(path.trust)} />
          <Figure
            term="Rows per row"
            value={path.rows_per_row === null ? 'not known' : factor(path.rows_per_row)}
            isBad={(path.rows_per_row ?? 1) > 1}
          />
          <Figure term="Rows without a partner" value={path.optional === null ? 'not known' : path.optional ? 'some' : 'none'} />
        </dl>
      </header>
      <div className="grid grid-cols-1 gap-4 p-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-3">
          <ol className="flex flex-col gap-2">
            {path.steps.map((step, i) => (
              <Step key={step.id} step={step} number={i + 1} />
            ))}
          </ol>
          {path.warnings.length > 0 && (
            <ul aria-label="Warnings" className="flex flex-col gap-1.5 rounded-md bg-warn-soft p-3 text-xs text-warn">
              {path.warnings.map(({ code, message }) => (
                <li key={code} className="flex gap-2">
                  <Icon name="warning" size={14} />
                  <span>
                    <strong className="font-semibold">{warningWords[code]}.</strong> {message}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </div>
        <div className="min-w-0">
          {path.sql === null ? (
            <p className="text-muted">
              No SQL: no one engine holds all of these. Bring the rows together first, then join by the attributes on the left.
            </p>
          ) : (
            <div className="flex flex-col gap-2">
              <div className="flex items-center justify-between gap-2">
                <span className="text-xs text-muted">SQL for {path.sql.dialect}, first 100 rows</span>
                <CopyButton text={path.sql.statement} what={`SQL of path ${rank}`} />
              </div>
              <Code label={`SQL of path ${rank}`}>{path.sql.statement}</Code>
            </div>
          )}
        </div>
      </div>
    </li>
  );
}

function Figure({ term, value, isBad = false }: { readonly term: string; readonly value: string; readonly isBad?: boolean }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-muted">{term}</dt>
      <dd className={isBad ? 'font-semibold text-warn' : 'font-semibold'}>{value}</dd>
    </div>
  );
}

function Step({ step, number }: { readonly step: JoinPathStep; readonly number: number }) {
  return (
    <li className="flex gap-2 text-xs">
      <span aria-hidden="true" className="w-4 shrink-0 text-right text-muted">
        {number}
      </span>
      <div className="flex min-w-0 flex-col items-start gap-1">
        <span className="[overflow-wrap:anywhere]">
          <EntityLink entity={step.from} />
          {attributes(step.from_attributes)} <span aria-label="to">→</span> <EntityLink entity={step.to} />
          {attributes(step.to_attributes)}
        </span>
        <span className="flex flex-wrap items-center gap-1.5">
          <StatusBadge status={step.status} />
          <Link
            to="/review"
            search={{ status: [], entity: step.from.id, edge: `${step.kind}.${step.id}`, open: true }}
            className="inline-flex min-h-6 items-center underline decoration-line-strong underline-offset-2 hover:text-accent"
          >
            {kindWords[step.kind]}, score {score(step.score)}
          </Link>
          {step.label !== null && <Badge>{step.label}</Badge>}
          <Badge>{step.cardinality === null ? 'cardinality not proven' : cardinalityWords[step.cardinality]}</Badge>
          {step.rows_per_row !== null && step.rows_per_row > 1 && <Badge tone="warn">{factor(step.rows_per_row)} rows per row</Badge>}
          {step.match_rate !== null && step.match_rate < 1 && <Badge>{percent(step.match_rate)} find a partner</Badge>}
        </span>
      </div>
    </li>
  );
}

function EntityLink({ entity }: { readonly entity: JoinPathStep['from'] }) {
  return (
    <Link
      to="/sources/$sourceId/entities/$entityType/$entityId"
      params={{ sourceId: entity.integration_source_id, entityType: entity.entity_type, entityId: entity.id }}
      title={entity.integration_source_name}
      className="font-semibold underline decoration-line-strong underline-offset-2 hover:text-accent"
    >
      {entity.name}
    </Link>
  );
}

const attributes = (names: readonly string[]): string => (names.length === 0 ? '' : `.${names.length === 1 ? names[0] : `(${names.join(', ')})`}`);

/** × 3.2 */
const factor = (value: number): string => `× ${value < 10 ? Number(value.toFixed(2)) : count(Math.round(value))}`;

const kindWords = { relationship: 'relationship', association: 'association', entity_link: 'entity link' } as const;

const cardinalityWords = { '1:1': 'one to one', 'N:1': 'many to one', '1:N': 'one to many', 'N:M': 'many to many' } as const;

const warningWords: Record<JoinPath['warnings'][number]['code'], string> = {
  many_to_many: 'Many to many',
  fan_trap: 'Fan trap',
  chasm_trap: 'Chasm trap',
  loses_rows: 'Loses rows',
  unknown_fan_out: 'Fan-out not known',
  undecided: 'Not decided',
  changed_since_decision: 'Changed since the decision',
  crosses_sources: 'Crosses sources',
  normalisation: 'Needs normalisation',
  probabilistic: 'Likely, not certain',
  sampled: 'Measured in a sample',
};
