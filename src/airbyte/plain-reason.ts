const longest = 300;

/** One line of what Airbyte says of a failure, without what could be a secret: those of the account, values beside their names, long tokens. */
export function plainReason(text: string, { clientSecret }: { readonly clientSecret: string }): string {
  const line = text
    .replaceAll(clientSecret, '…')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\/\/[^\s/@]+@/g, '//…@')
    .replaceAll(/\b(bearer|basic)\s+\S+/gi, '$1 …')
    .replaceAll(/([\w-]*(?:token|secret|password|passwd|api[_-]?key|signature|authorization)["']?\s*[=:]\s*["']?)[^\s"',;&]+/gi, '$1…')
    .replaceAll(/[\w+/=.~-]{33,}/g, '…')
    .trim();
  if (line === '') return 'no reason is given.';
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
