import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { answerOf, api, wordsOf } from '../../api/client.ts';
import { moment, since } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, SelectField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { nameOf, roleNames, useIsAdmin, usePlace } from '../sign-in/session.ts';
import { givenBy, membersQuery, tokensKey, tokensQuery, type Role, type Token } from './queries.ts';
import { ShownToken } from './shown-token.tsx';

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

const lifetimes = { '30': '30 days', '90': '90 days', '365': 'A year', never: 'Does not expire' } as const;

function MakeToken({ onClose }: { readonly onClose: () => void }) {
  const place = usePlace();
  const isAdmin = useIsAdmin();
  const queries = useQueryClient();
  const people = useInfiniteQuery(membersQuery(undefined)).data?.pages.flatMap(({ items }) => items) ?? [];
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role | ''>('');
  const [days, setDays] = useState<keyof typeof lifetimes>('90');
  const [owner, setOwner] = useState('');
  const form = useId();
  const make = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/api/tokens', {
          body: {
            name: name.trim(),
            ...(role === '' ? {} : { role }),
            ...(days === 'never' ? {} : { expires_at: new Date(Date.now() + Number(days) * 86_400_000).toISOString() }),
            ...(owner === '' ? {} : { user_id: owner }),
          },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensKey }),
  });
  if (make.data !== undefined) {
    return (
      <Dialog title={`The token ${make.data.name}`} onClose={onClose} footer={<Button onClick={onClose}>Done</Button>}>
        <ShownToken token={make.data.token} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title="Make a token"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} look="primary" disabled={make.isPending}>
            Make it
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <Field
          label="Name"
          hint="What it is for, such as: Nightly export"
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        {isAdmin && (
          <SelectField label="Whose" value={owner} onChange={({ target }) => setOwner(target.value)}>
            <option value="">Mine</option>
            {people
              .filter(({ user_id: id }) => id !== place?.user.id)
              .map(({ user_id: id, user }) => (
                <option key={id} value={id}>
                  {nameOf({ name: user.name ?? null, email: user.email })}
                </option>
              ))}
          </SelectField>
        )}
        <SelectField label="Role at most" value={role} onChange={({ target }) => setRole(target.value as Role | '')}>
          <option value="">That of its owner</option>
          {(place === undefined ? [] : givenBy(place.role)).map((each) => (
            <option key={each} value={each}>
              {roleNames[each]}
            </option>
          ))}
        </SelectField>
        <SelectField label="Good for" value={days} onChange={({ target }) => setDays(target.value as keyof typeof lifetimes)}>
          {Object.entries(lifetimes).map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </SelectField>
        {make.isError && (
          <p role="alert" className="whitespace-pre-line text-bad">
            {wordsOf(make.error)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
