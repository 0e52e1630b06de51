import { Link } from '@tanstack/react-router';
import { count, moment } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { kinds } from '../review/search.ts';
import type { AuditEvent } from './queries.ts';
import { eventWords, sourceWords } from './words.ts';

/** One change: what was done by whom and when; the rest of it on demand, with the way to the edge where it is about one. */
export function EventRow({
  event,
  names,
  onObject,
}: {
  readonly event: AuditEvent;
  readonly names: ReadonlyMap<string, string>;
  readonly onObject: (id: string) => void;
}) {
  const { object_id: object } = event;
  const actor = event.actor_id === null ? 'Cognate' : (names.get(event.actor_id) ?? `User ${event.actor_id.slice(-8)}`);
  return (
    <li className="flex flex-col gap-1 px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="w-12 shrink-0 text-right font-mono text-xs text-muted" title="Place in the log">
          {count(event.position)}
        </span>
        <span className="font-medium [overflow-wrap:anywhere]">{eventWords(event)}</span>
        <span className="[overflow-wrap:anywhere]">by {actor}</span>
        <Badge>{sourceWords[event.source]}</Badge>
        <time dateTime={event.created_at} className="text-muted">
          {moment(event.created_at)}
        </time>
      </div>
      <details className="ml-15">
        <summary className="w-max text-xs text-muted">Details</summary>
        <div className="mt-2 flex flex-col gap-2">
          <Code label="Details of the event">{JSON.stringify({ object_kind: event.object_kind, object_id: object, ...event.details }, null, 2)}</Code>
          <p className="font-mono text-xs text-muted [overflow-wrap:anywhere]">
            {event.hash === null ? 'From before events were chained' : `Hash ${event.hash}`}
          </p>
          {object !== null && (
            <div className="flex flex-wrap gap-2">
              <Button size="small" onClick={() => onObject(object)}>
                Everything about this {event.object_kind.replaceAll('_', ' ')}
              </Button>
              {kinds.some((kind) => kind === event.object_kind) && (
                <Link
                  to="/review"
                  search={{ status: [], edge: `${event.object_kind}.${object}`, open: true }}
                  className={buttonClass('plain', 'small')}
                >
                  Open its evidence
                </Link>
              )}
            </div>
          )}
        </div>
      </details>
    </li>
  );
}
