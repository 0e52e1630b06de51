import type { Schemas } from '../../api/client.ts';
import { moment, score, since } from '../../format.ts';
import { statusWords } from './edges.ts';
import { readEvidence } from './evidence.ts';

type History = Schemas['EdgeHistory'];

interface Event {
  readonly key: string;
  readonly at: string;
  readonly text: string;
  readonly note: string | null;
}

/** What scans and people said of an edge, and what people decided, the newest first. */
export function HistoryList({ history }: { readonly history: History }) {
  const events = [...history.revisions.map(revisionEvent), ...history.decisions.map(decisionEvent)].toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <ol className="flex flex-col gap-2">
      {events.map(({ key, at, text, note }) => (
        <li key={key} className="border-l-2 border-line pl-3">
          <div className="flex flex-wrap justify-between gap-x-3">
            <span className="[overflow-wrap:anywhere]">{text}</span>
            <time dateTime={at} title={moment(at)} className="text-xs text-muted">
              {since(at)}
            </time>
          </div>
          {note !== null && <p className="text-xs text-muted whitespace-pre-line [overflow-wrap:anywhere]">{note}</p>}
        </li>
      ))}
    </ol>
  );
}

function revisionEvent({ revision, origin, actor_name: actor, score: value, evidence, created_at: at }: History['revisions'][number]): Event {
  const who = origin === 'machine' ? 'A scan measured it' : `${actor ?? 'Somebody'} wrote evidence`;
  return {
    key: `revision ${revision}`,
    at,
    text: `${who} (revision ${revision}${value === null ? '' : `, score ${score(value)}`})`,
    note: readEvidence(evidence, value).sentence,
  };
}

const sources: Record<string, string> = { api: 'by the API', cli: 'on the command line', mcp: 'by an agent', web: 'here' };

function decisionEvent({ id, actor_name: actor, to_status: to, undoes, note, source, created_at: at }: History['decisions'][number]): Event {
  const verb = undoes === null ? statusWords[to] : `took a decision back: ${statusWords[to]}`;
  return { key: id, at, text: `${actor ?? 'Somebody'} ${verb} ${sources[source] ?? ''}`.trim(), note };
}
