import { useMutation } from '@tanstack/react-query';
import { answerOf, api, here } from '../../api/client.ts';
import { count, countOf } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';

/** Checks the chain of the whole log, and says where it is broken. */
export function Verification() {
  const verify = useMutation({
    mutationFn: () =>
      answerOf(api.GET('/api/organization/{organization_id}/audit-events/verification', { params: { path: { organization_id: here() } } })),
  });
  const { data } = verify;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button disabled={verify.isPending} onClick={() => verify.mutate()}>
        {verify.isPending ? 'Checking…' : 'Verify the log'}
      </Button>
      <div role="status" className="min-w-0">
        {data !== undefined && data.intact && (
          <p className="text-good">
            ✓ Intact: {countOf(data.events, 'event')}
            {data.unhashed_events > 0 && `, ${count(data.unhashed_events)} of them from before there were hashes`}.
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
      {verify.isError && <Problem error={verify.error} />}
    </div>
  );
}
