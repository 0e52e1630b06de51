import { useEffect } from 'react';
import { enter, organizationId } from '../../app/place.ts';
import { SignInForm } from './sign-in-form.tsx';
import type { Place, Session } from './session.ts';

/** Where a person enters who has no session yet, or none in the organization of the address. */
export function SignIn({ session }: { readonly session: Session }) {
  const { organizations } = session;
  const isElsewhere = organizations.length > 0;
  useEffect(() => {
    document.title = 'Sign in · Cognate';
  }, []);
  const onEntered = ({ id }: Place): void => {
    if (id === organizationId) location.reload();
    else enter(id);
  };
  return (
    <main className="flex min-h-full items-center justify-center p-4">
      <div className="flex w-full max-w-md flex-col gap-6">
        <section className="rounded-lg border border-line bg-surface p-6">
          <h1 className="mb-1 text-lg font-semibold">Sign in to Cognate</h1>
          <p className="mb-4 text-muted">
            {isElsewhere
              ? 'This address belongs to an organization that you are not signed in to. Sign in with a token of it, or go to one of yours.'
              : 'With a personal access token of your organization. It begins with pat_.'}
          </p>
          <SignInForm onEntered={onEntered} />
          {isElsewhere && (
            <ul className="mt-4 flex flex-col gap-1 border-t border-line pt-4">
              {organizations.map(({ id, name }) => (
                <li key={id}>
                  <a className="text-accent underline [overflow-wrap:anywhere]" href={`/o/${id}/review`}>
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </section>
        <section className="px-6 text-muted">
          <h2 className="font-semibold text-ink">Where do I get a token?</h2>
          <p>
            The first start of the server prints the administrator’s token in its terminal, once. Everybody else gets theirs from an administrator,
            under Settings.
          </p>
        </section>
      </div>
    </main>
  );
}
