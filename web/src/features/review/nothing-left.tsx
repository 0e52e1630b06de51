import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { count } from '../../format.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import type { ReviewSearch } from './search.ts';

/** Why the queue is empty, and what to do. */
export function NothingLeft({
  search,
  facets,
  onChange,
}: {
  readonly search: ReviewSearch;
  readonly facets: Schemas['EdgeFacets'] | undefined;
  readonly onChange: (change: Partial<ReviewSearch>) => void;
}) {
  const isNarrowed = [search.kind, search.band, search.pair, search.changed, search.q, search.entity].some((value) => value !== undefined);
  const of = (status: string): number => facets?.status.find(({ value }) => value === status)?.count ?? 0;
  const decided = of('APPROVED') + of('REJECTED');
  if (isNarrowed) {
    return (
      <Empty
        title="No edge fits these filters"
        actions={
          <Button
            onClick={() => onChange({ kind: undefined, band: undefined, pair: undefined, changed: undefined, q: undefined, entity: undefined })}
          >
            Clear filters
          </Button>
        }
      >
        {decided > 0 ? `${count(decided)} that are decided would: choose another status.` : 'Leave one out, or search for less.'}
      </Empty>
    );
  }
  if (decided > 0) {
    return (
      <Empty
        title="Everything is decided"
        actions={
          <>
            <Button onClick={() => onChange({ status: [] })}>Show all edges</Button>
            <Link to="/health" className={buttonClass()}>
              Health of what is approved
            </Link>
          </>
        }
      >
        {count(of('APPROVED'))} approved, {count(of('REJECTED'))} rejected. The next scan brings what is new.
      </Empty>
    );
  }
  return (
    <Empty
      title="Nothing was found yet"
      actions={
        <Link to="/sources" className={buttonClass('primary')}>
          Go to sources
        </Link>
      }
    >
      Edges come from scans. Add a source and scan it. A scan that found none says on its source why: no rights to read, no rows, or no keys.
    </Empty>
  );
}
