/** Where a person enters who has no session yet. */
export function SignIn() {
  return <main className="p-6">Sign in</main>;
}
