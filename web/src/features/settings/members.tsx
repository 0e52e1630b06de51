import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api, wordsOf, type Schemas } from '../../api/client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { inputClass } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { nameOf, roleNames, useIsAdmin, usePlace } from '../sign-in/session.ts';
import { AddMember } from './add-member.tsx';
import { givenBy, inOrganization, membersKey, membersQuery, type Member, type Role } from './queries.ts';

const route = getRouteApi('/settings');
const states = { active: 'Active', pending: 'Pending', suspended: 'Suspended' } as const;

/** Who belongs to the organization, and as what. */
export function Members() {
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const members = useInfiniteQuery(membersQuery(q));
  const isAdmin = useIsAdmin();
  const [isAdding, setAdding] = useState(false);
  const rows = members.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div className="flex flex-wrap justify-between gap-2">
        <input
          type="search"
          aria-label="Search members"
          placeholder="Search by name or e-mail"
          className={`${inputClass} max-w-72`}
          defaultValue={q ?? ''}
          onChange={({ target }) => void navigate({ search: (before) => ({ ...before, q: target.value.trim() || undefined }), replace: true })}
        />
        {isAdmin && (
          <Button look="primary" onClick={() => setAdding(true)}>
            <Icon name="plus" /> Add a member
          </Button>
        )}
      </div>
      {members.isPending && <Loading />}
      {members.isError && <Problem error={members.error} onRetry={() => void members.refetch()} />}
      {members.isSuccess && rows.length === 0 && <Empty title="Nobody fits">No name or e-mail address holds what you search for.</Empty>}
      {rows.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface" data-testid="members">
          {rows.map((member) => (
            <MemberRow key={member.id} member={member} isAdmin={isAdmin} />
          ))}
        </ul>
      )}
      {members.hasNextPage && (
        <Button className="self-center" disabled={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
          Show more members
        </Button>
      )}
      {isAdding && <AddMember onClose={() => setAdding(false)} />}
    </>
  );
}

function MemberRow({ member, isAdmin }: { readonly member: Member; readonly isAdmin: boolean }) {
  const place = usePlace();
  const queries = useQueryClient();
  const [isRemoving, setRemoving] = useState(false);
  const params = { path: { ...inOrganization(), member_id: member.id } };
  const name = nameOf({ name: member.user.name ?? null, email: member.user.email });
  const done = () => queries.invalidateQueries({ queryKey: membersKey });
  const onError = (error: unknown) => toast(wordsOf(error), { tone: 'bad' });
  const update = useMutation({
    mutationFn: (body: Schemas['OrganizationMemberUpdate']) =>
      answerOf(api.PUT('/api/organization/{organization_id}/member/{member_id}', { params, body })),
    onSuccess: () => {
      toast(`${name} was changed.`);
      return done();
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: () => answerOf(api.DELETE('/api/organization/{organization_id}/member/{member_id}', { params })),
    onSuccess: () => {
      setRemoving(false);
      toast(`${name} is no member any more.`);
      return done();
    },
    onError,
  });
  const given = place === undefined ? [] : givenBy(place.role);
  const canChange = isAdmin && given.includes(member.role);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-48 flex-1">
        <p className="font-medium [overflow-wrap:anywhere]">
          {name} {member.user_id === place?.user.id && <Badge tone="accent">You</Badge>}
        </p>
        {name !== member.user.email && <p className="text-muted [overflow-wrap:anywhere]">{member.user.email}</p>}
      </div>
      {canChange ? (
        <>
          <select
            aria-label={`Role of ${name}`}
            className={`${inputClass} w-auto!`}
            value={member.role}
            onChange={({ target }) => update.mutate({ role: target.value as Role })}
          >
            {given.map((role) => (
              <option key={role} value={role}>
                {roleNames[role]}
              </option>
            ))}
          </select>
          <select
            aria-label={`State of ${name}`}
            className={`${inputClass} w-auto!`}
            value={member.membership_state}
            onChange={({ target }) => update.mutate({ membership_state: target.value as Member['membership_state'] })}
          >
            {Object.entries(states).map(([state, word]) => (
              <option key={state} value={state}>
                {word}
              </option>
            ))}
          </select>
          <Button size="small" aria-label={`Remove ${name}`} onClick={() => setRemoving(true)}>
            Remove
          </Button>
        </>
      ) : (
        <span className="text-muted">
          {roleNames[member.role]}
          {member.membership_state !== 'active' && ` · ${states[member.membership_state]}`}
        </span>
      )}
      {isRemoving && (
        <Dialog
          title={`Remove ${name}?`}
          onClose={() => setRemoving(false)}
          footer={
            <>
              <Button onClick={() => setRemoving(false)}>Keep</Button>
              <Button look="bad" disabled={remove.isPending} onClick={() => remove.mutate()}>
                Remove
              </Button>
            </>
          }
        >
          Their tokens of this organization are revoked at once. What they decided stays.
        </Dialog>
      )}
    </li>
  );
}
