import { useEffect, useRef, useState, type FormEvent } from 'react';
import { ApiError, wordsOf } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { signIn, type Place } from './session.ts';

/** Takes a token, and says what is wrong with it. */
export function SignInForm({ onEntered }: { readonly onEntered: (place: Place) => void }) {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const given = token.trim();
    if (given === '') {
      setProblem('Paste a token first.');
      return;
    }
    setBusy(true);
    signIn(given)
      .then(onEntered, (error: unknown) => setProblem(explained(error)))
      .finally(() => setBusy(false));
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <Field
        label="Token"
        type="password"
        name="token"
        autoComplete="current-password"
        ref={input}
        spellCheck={false}
        value={token}
        onChange={({ target }) => {
          setToken(target.value);
          setProblem(undefined);
        }}
        error={problem}
        hint="It stays with the server, in a cookie that no script can read."
      />
      <Button type="submit" look="primary" disabled={isBusy}>
        {isBusy ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  );
}

function explained(error: unknown): string {
  if (!(error instanceof ApiError)) return `The server does not answer: ${wordsOf(error)}`;
  const words = wordsOf(error);
  if (error.status === 401) return `${words} Check that it was copied whole, or ask whoever gave it to you for a new one.`;
  return words;
}
