import { useMutation } from '@tanstack/react-query';
import { answerOf, api, here } from '../../api/client.ts';
import { count, countOf, moment } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';

/** Checks the chain of the log from where it was last read, or the whole of it on request; says what was read, and where it is broken. */
export function Verification() {
  const verify = useMutation({
    mutationFn: (whole: boolean) =>
      answerOf(
        api.GET('/api/organization/{organization_id}/audit-events/verification', {
          params: { path: { organization_id: here() }, query: { whole } },
        }),
      ),
  });
  const { data } = verify;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button disabled={verify.isPending} onClick={() => verify.mutate(false)}>
        {verify.isPending ? 'Checking…' : 'Verify the log'}
      </Button>
      <div role="status" className="min-w-0">
        {data !== undefined && data.intact && (
          <p className="text-good">
            ✓ Intact: {countOf(data.events, 'event')}
            {data.unhashed_events > 0 && `, ${count(data.unhashed_events)} of them from before there were hashes`}.
            {data.earlier_read_since !== null && (
              <span className="block text-muted">
                {countOf(data.events - data.read_from + 1, 'event')} read now; those before were found intact since {moment(data.earlier_read_since)}.
              </span>
            )}
            {data.head?.hash !== null && data.head !== null && (
              <span className="block font-mono text-xs text-muted [overflow-wrap:anywhere]">
                Ends at {count(data.head.position)} with {data.head.hash}: note it elsewhere to see later whether the log was cut off.
              </span>
            )}
          </p>
        )}
        {data !== undefined && !data.intact && (
          <p className="font-semibold text-bad">
            ✕ Broken{data.problem?.position === null || data.problem === null ? '' : ` at event ${count(data.problem.position)}`}:{' '}
            {data.problem?.what} Somebody changed the log beside Cognate.
          </p>
        )}
      </div>
      {data !== undefined && data.earlier_read_since !== null && (
        <Button disabled={verify.isPending} onClick={() => verify.mutate(true)}>
          Read the whole log
        </Button>
      )}
      {verify.isError && <Problem error={verify.error} />}
    </div>
  );
}
