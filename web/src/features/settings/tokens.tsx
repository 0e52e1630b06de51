import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, wordsOf } from '../../api/client.ts';
import { moment, since } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { nameOf, roleNames, useIsAdmin } from '../sign-in/session.ts';
import { MakeToken } from './make-token.tsx';
import { membersQuery, tokensKey, tokensQuery, type Token } from './queries.ts';

/** Tokens of the person; those of everybody for an administrator. */
export function Tokens() {
  const tokens = useInfiniteQuery(tokensQuery);
  const people = useInfiniteQuery(membersQuery(undefined));
  const [isMaking, setMaking] = useState(false);
  const [showsEnded, setShowsEnded] = useState(false);
  const isAdmin = useIsAdmin();
  if (tokens.isPending) return <Loading />;
  if (tokens.isError) return <Problem error={tokens.error} onRetry={() => void tokens.refetch()} />;
  const names = new Map(
    people.data?.pages.flatMap(({ items }) => items).map(({ user_id: id, user }) => [id, nameOf({ name: user.name ?? null, email: user.email })]),
  );
  const all = tokens.data.pages.flatMap(({ items }) => items).toReversed();
  const shown = all.filter((token) => showsEnded || endOf(token) === undefined);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted">
          {isAdmin ? 'Tokens of everybody in the organization.' : 'Your tokens of this organization.'} What uses one acts as its owner, with the role
          of the token at most.
        </p>
        <Button look="primary" onClick={() => setMaking(true)}>
          <Icon name="plus" /> Make a token
        </Button>
      </div>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface" data-testid="tokens">
        {shown.map((token) => (
          <TokenRow key={token.id} token={token} owner={names.get(token.user_id)} />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-4">
        <label className="flex min-h-6 items-center gap-2">
          <input type="checkbox" checked={showsEnded} onChange={({ target }) => setShowsEnded(target.checked)} />
          Also revoked and expired ones
        </label>
        {tokens.hasNextPage && <Button onClick={() => void tokens.fetchNextPage()}>Show more</Button>}
      </div>
      {isMaking && <MakeToken onClose={() => setMaking(false)} />}
    </>
  );
}

function endOf({ revoked_at: revoked, expires_at: expires }: Token): string | undefined {
  if (revoked !== null) return `Revoked ${moment(revoked)}`;
  return expires !== null && new Date(expires).getTime() <= Date.now() ? `Expired ${moment(expires)}` : undefined;
}

function TokenRow({ token, owner }: { readonly token: Token; readonly owner: string | undefined }) {
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const revoke = useMutation({
    mutationFn: () => answerOf(api.DELETE('/api/tokens/{token_id}', { params: { path: { token_id: token.id } } })),
    onSuccess: () => {
      setAsked(false);
      toast(`${token.name} is revoked.`);
      return queries.invalidateQueries({ queryKey: tokensKey });
    },
    onError: (error) => toast(wordsOf(error), { tone: 'bad' }),
  });
  const end = endOf(token);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
      <div className="min-w-48 flex-1">
        <p className="font-medium [overflow-wrap:anywhere]">{token.name}</p>
        <p className="text-muted [overflow-wrap:anywhere]">
          {owner ?? 'Somebody who is no member any more'} · {roleNames[token.role]} · made {since(token.created_at)}
        </p>
      </div>
      <span className="text-muted">{token.last_used_at === null ? 'Never used' : `Used ${since(token.last_used_at)}`}</span>
      {end === undefined ? (
        <>
          <span className="text-muted">{token.expires_at === null ? 'Does not expire' : `Expires ${moment(token.expires_at)}`}</span>
          <Button size="small" aria-label={`Revoke ${token.name}`} onClick={() => setAsked(true)}>
            Revoke
          </Button>
        </>
      ) : (
        <Badge>{end}</Badge>
      )}
      {isAsked && (
        <Dialog
          title={`Revoke ${token.name}?`}
          onClose={() => setAsked(false)}
          footer={
            <>
              <Button onClick={() => setAsked(false)}>Keep it</Button>
              <Button look="bad" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
                Revoke
              </Button>
            </>
          }
        >
          Whatever uses it is refused from now on, browsers that signed in with it included. It cannot be taken back.
        </Dialog>
      )}
    </li>
  );
}
