import { useQuery } from '@tanstack/react-query';
import { Code } from '../../ui/code.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { sqlQuery } from './queries.ts';

/** The deterministic part as SQL, to be run in the sources. */
export function SqlDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { data, error, refetch } = useQuery(sqlQuery(id));
  return (
    <Dialog title="The deterministic part as SQL" onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p className="text-muted">
          Records whose linked attributes are equal in their normal form, where the value stands in one record of each side.
        </p>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading lines={4} />}
        {data?.notes.map((note) => (
          <p key={note} className="text-warn">
            {note}
          </p>
        ))}
        {data?.statements.map(({ name, source_name: source, dialect, sql }) => (
          <section key={`${name} ${dialect}`} className="flex flex-col gap-2">
            <div className="flex items-center justify-between gap-2">
              <h3 className="font-semibold [overflow-wrap:anywhere]">
                {name} <span className="font-normal text-muted">({source === null ? dialect : `${source}, ${dialect}`})</span>
              </h3>
              <CopyButton text={sql} what={name} />
            </div>
            <Code label={name}>{sql}</Code>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
