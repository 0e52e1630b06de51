import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { since, score } from '../../format.ts';
import { Badge, StatusBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { Waterfall } from '../../ui/waterfall.tsx';
import { ActionButton } from './action-button.tsx';
import { approve, edit, openMap, reject, skip, undo, verify, type ReviewTarget } from './actions.ts';
import { EditForm } from './edit-form.tsx';
import { endName, keyOf, kindWords, placeName, sourceNames, statusWords, type Edge, type EdgeDetail } from './edges.ts';
import { readEvidence, type Evidence } from './evidence.ts';
import { HistoryList } from './history.tsx';
import { Profiles } from './profiles.tsx';
import { Proof } from './proof.tsx';
import { detailQuery } from './queries.ts';
import { RejectBar } from './reject-bar.tsx';
import { Verification } from './verification.tsx';

interface PanelProps {
  /** As far as it is known. */
  readonly edge: Edge | undefined;
  readonly name: Pick<Edge, 'kind' | 'id'>;
  readonly target: ReviewTarget;
  readonly isEditing: boolean;
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly onCloseEdit: () => void;
  readonly onFollow: (edge: Pick<Edge, 'kind' | 'id'>) => void;
}

/** All that is known of the edge under the cursor, and what can be done with it. */
export function Panel({ edge, name, target, isEditing, note, onNote, onCloseEdit, onFollow }: PanelProps) {
  const { data: detail, error, refetch } = useQuery(detailQuery(name));
  if (edge === undefined) {
    return (
      <section aria-label="Evidence" className="p-4" data-testid="panel" data-ready={false}>
        {error === null ? <Loading /> : <Problem error={error} onRetry={() => void refetch()} />}
      </section>
    );
  }
  const conflict = target.decisions.conflicts.get(keyOf(edge));
  return (
    <section
      aria-label="Evidence"
      className="flex min-h-0 flex-1 flex-col bg-surface"
      data-testid="panel"
      data-edge={keyOf(edge)}
      data-ready={detail !== undefined}
    >
      <header className="flex flex-col gap-2 border-b border-line px-4 py-3">
        <h2 className="text-base font-semibold [overflow-wrap:anywhere]">
          {endName(edge.from)} <span aria-hidden="true">{edge.kind === 'entity_link' ? '≈' : '→'}</span>
          <span className="sr-only"> to </span> {endName(edge.to)}
        </h2>
        <p className="text-xs text-muted [overflow-wrap:anywhere]">
          {[kindWords[edge.kind], sourceNames(edge), edge.label].filter(Boolean).join(' · ')}
        </p>
        <div className="flex flex-wrap items-center gap-1.5">
          <StatusBadge status={edge.status} />
          <Badge tone="accent">score {score(edge.score)}</Badge>
          <Badge>{typeWords[edge.type]}</Badge>
          {edge.member_ids.length > 1 && <Badge>key of {edge.member_ids.length} columns</Badge>}
          {target.decisions.waiting.has(keyOf(edge)) && <Badge tone="warn">Sending</Badge>}
        </div>
        <div className="flex flex-wrap items-center gap-1" role="group" aria-label="Decide">
          <ActionButton action={approve} target={target} look="good">
            {target.hasSelection ? `Approve ${target.chosen.length}` : 'Approve'}
          </ActionButton>
          <ActionButton action={reject} target={target} look="bad">
            {target.hasSelection ? `Reject ${target.chosen.length}` : 'Reject'}
          </ActionButton>
          <ActionButton action={skip} target={target} look="quiet" size="small">
            Skip
          </ActionButton>
          <ActionButton action={edit} target={target} look="quiet" size="small">
            Edit
          </ActionButton>
          <ActionButton action={undo} target={target} look="quiet" size="small">
            Undo
          </ActionButton>
          <ActionButton action={openMap} target={target} look="quiet" size="small">
            Map
          </ActionButton>
        </div>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 py-4" tabIndex={0} role="region" aria-label="Proof">
        {target.isRejecting && <RejectBar count={target.chosen.length} note={note} onNote={onNote} onReject={target.reject} onStop={target.stop} />}
        {isEditing && <EditForm key={keyOf(edge)} edge={edge} detail={detail} onDecide={target.decide} onClose={onCloseEdit} />}
        {conflict !== undefined && <ConflictNotice edge={edge} target={target} />}
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {detail === undefined && error === null && <Loading />}
        {detail !== undefined && <Sections detail={detail} target={target} onFollow={onFollow} />}
      </div>
    </section>
  );
}

const typeWords: Record<Edge['type'], string> = {
  FOREIGN_KEY: 'declared',
  INFERRED: 'inferred',
  MANUAL: 'added by hand',
  DETERMINISTIC: 'exact key',
  PROBABILISTIC: 'likely key',
};

function Sections({
  detail,
  target,
  onFollow,
}: {
  readonly detail: EdgeDetail;
  readonly target: ReviewTarget;
  readonly onFollow: (edge: Edge) => void;
}) {
  const { edge } = detail;
  const evidence = readEvidence(detail.evidence, edge.score);
  return (
    <>
      <div className="flex flex-col gap-2">
        <p className="text-base [overflow-wrap:anywhere]" data-testid="sentence">
          {evidence.sentence ?? 'The evidence says nothing in words.'}
        </p>
        <div className="flex flex-wrap gap-1.5">
          {evidence.cardinality !== null && <Badge>{evidence.cardinality}</Badge>}
          {evidence.method !== null && <Badge>{methodWords[evidence.method] ?? evidence.method}</Badge>}
          {evidence.platform !== null && <Badge tone="info">{evidence.platform.category}</Badge>}
        </div>
        {evidence.warnings.map((warning) => (
          <p key={warning} className="text-xs text-warn">
            ⚠ {warning}
          </p>
        ))}
      </div>
      <ChangedNotice detail={detail} />
      <Section title="How much is found">
        <Proof edge={edge} evidence={evidence} />
      </Section>
      {evidence.orphans.length > 0 && (
        <Section title="Values without a target">
          <ul className="flex flex-wrap gap-1.5">
            {evidence.orphans.map((orphan) => (
              <li key={orphan}>
                <code className="rounded bg-bad-soft px-1.5 py-0.5 text-xs text-bad [overflow-wrap:anywhere]">{orphan}</code>
                {evidence.sentinels.includes(orphan) && <span className="text-xs text-muted"> stands for none</span>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {evidence.parts.length > 0 && (
        <Section title={`Why the score is ${score(edge.score)}`}>
          <Waterfall
            label="Parts of the score"
            parts={evidence.parts}
            format={(amount) => `${amount < 0 ? '−' : '+'}${Math.abs(amount).toFixed(2)}`}
          />
          <p className="mt-1 text-xs text-muted">Parts of the log-odds: to the right speaks for it, to the left against.</p>
        </Section>
      )}
      <Section title="Both ends">
        <Profiles from={edge.from} to={edge.to} attributes={detail.attributes} evidence={evidence} />
      </Section>
      <Rivals detail={detail} evidence={evidence} onFollow={onFollow} />
      <Section title="Check it yourself">
        <Check detail={detail} evidence={evidence} target={target} />
      </Section>
      <Section title="History">
        <HistoryList history={detail.history} />
      </Section>
    </>
  );
}

const methodWords: Record<string, string> = {
  exact: 'all rows counted',
  sketch: 'estimated',
  sample: 'a sample of the records',
  metadata: 'defined by the platform',
  'deterministic-key': 'shared key',
  'deterministic-hash': 'one side holds the hash',
  'probabilistic-name': 'shared names',
};

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-2 text-xs font-semibold tracking-wide text-muted uppercase">{title}</h3>
      {children}
    </section>
  );
}

function ConflictNotice({ edge, target }: { readonly edge: Edge; readonly target: ReviewTarget }) {
  const conflict = target.decisions.conflicts.get(keyOf(edge));
  if (conflict === undefined) return null;
  const { status, note, by } = conflict;
  return (
    <section aria-label="Decided meanwhile" className="flex flex-col gap-2 rounded-md border border-warn bg-warn-soft p-3" data-testid="conflict">
      <p className="font-medium">
        {by === null
          ? 'A scan changed this edge while you looked at it.'
          : `${by.name} ${statusWords[by.status]} it ${since(by.at)}, while you looked at it.`}
      </p>
      {typeof by?.note === 'string' && <p className="[overflow-wrap:anywhere]">Their note: {by.note}</p>}
      <p className="[overflow-wrap:anywhere]">
        You {statusWords[status]} it{note === null ? '' : ` with the note: ${note}`}. That was not written.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => target.decisions.decide([edge], status, note)}>
          {status === 'APPROVED' ? 'Approve' : status === 'REJECTED' ? 'Reject' : 'Reopen'} all the same
        </Button>
        <Button size="small" look="quiet" onClick={() => target.decisions.forget(edge)}>
          Leave it as it is
        </Button>
      </div>
    </section>
  );
}

/** What was decided on, beside what is known now. */
function ChangedNotice({ detail }: { readonly detail: EdgeDetail }) {
  const { edge, decided_on_revision: decidedOn, history } = detail;
  const newest = history.revisions.findLast(({ origin }) => origin === 'machine')?.revision ?? 0;
  if (!edge.changed_since_decision && (decidedOn === null || newest <= decidedOn)) return null;
  const before = detail.history.revisions.find(({ revision }) => revision === detail.decided_on_revision);
  const then = readEvidence(before?.evidence, before?.score ?? null).sentence;
  return (
    <section aria-label="Changed since the decision" className="rounded-md border border-warn bg-warn-soft p-3">
      <p className="font-medium">The evidence has changed since it was {statusWords[detail.edge.status]}.</p>
      {then !== null && (
        <p className="[overflow-wrap:anywhere]">
          Then{typeof before?.score === 'number' ? ` (score ${score(before.score)})` : ''}: {then}
        </p>
      )}
      <p>Deciding again, the same or otherwise, confirms what is known now.</p>
    </section>
  );
}

function Rivals({
  detail,
  evidence,
  onFollow,
}: {
  readonly detail: EdgeDetail;
  readonly evidence: Evidence;
  readonly onFollow: (edge: Edge) => void;
}) {
  const { competing } = detail;
  if (competing.length === 0 && evidence.alternatives.length === 0) return null;
  return (
    <Section title="Other targets">
      <ul className="flex flex-col gap-1">
        {competing.map((rival) => (
          <li key={keyOf(rival)} className="flex flex-wrap items-center gap-2">
            <Button size="small" look="quiet" className="min-w-0 shrink" onClick={() => onFollow(rival)}>
              <span className="truncate">
                {placeName(rival.from, rival)} {rival.kind === 'entity_link' ? '≈' : '→'} {placeName(rival.to, rival)}
                {rival.label !== null && ` · ${rival.label}`}
              </span>
            </Button>
            <StatusBadge status={rival.status} />
            <span className="font-mono text-xs">{score(rival.score)}</span>
          </li>
        ))}
      </ul>
      {evidence.alternatives.length > 0 && (
        <ul className="mt-1 flex flex-col gap-0.5 text-xs text-muted">
          {evidence.alternatives.map(({ name, score: value, why }) => (
            <li key={name} className="[overflow-wrap:anywhere]">
              Considered: {name}
              {value === null ? '' : ` (${score(value)})`}
              {why === null ? '' : `, ${why}`}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Check({ detail, evidence, target }: { readonly detail: EdgeDetail; readonly evidence: Evidence; readonly target: ReviewTarget }) {
  const { sql, dialect } = evidence;
  if (sql === null) {
    return (
      <p className="text-muted">
        There is no SQL for it: {evidence.method === 'sample' ? 'its records were sampled through an API.' : 'nothing was counted.'}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <ActionButton action={verify} target={target} size="small">
          {target.isVerifying ? 'Verifying…' : 'Verify now'}
        </ActionButton>
        <CopyButton text={sql} label="Copy SQL" what="SQL" />
      </div>
      <Verification key={detail.edge.id} detail={detail} />
      <details>
        <summary className="text-xs text-muted">SQL{dialect === null ? '' : ` for ${dialect}`}</summary>
        <Code label="SQL of the evidence">{sql}</Code>
      </details>
    </div>
  );
}
