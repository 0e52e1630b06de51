import { ApiError, wordsOf } from '../../api/client.ts';

/** What the API says is wrong: by field of the configuration, by field beside it, and what is about none of them. */
export interface FieldProblems {
  readonly configuration: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly rest: string | undefined;
}

export const noProblems: FieldProblems = { configuration: {}, fields: {}, rest: undefined };

export function problemsIn(error: unknown, known: readonly string[]): FieldProblems {
  const detail = error instanceof ApiError ? (error.body as { detail?: unknown } | null)?.detail : undefined;
  if (!Array.isArray(detail)) return { ...noProblems, rest: wordsOf(error) };
  const configuration: Record<string, string> = {};
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const { loc, msg } of detail as readonly { loc: readonly (string | number)[]; msg: string }[]) {
    const [, first, second] = loc.map(String);
    if (first === 'configuration' && second !== undefined) configuration[second] = `${loc.length > 3 ? `${loc.slice(3).join('.')}: ` : ''}${msg}`;
    else if (first !== undefined && known.includes(first)) fields[first] = msg;
    else rest.push(first === undefined || first === 'configuration' ? msg : `${first}: ${msg}`);
  }
  return { configuration, fields, rest: rest.length === 0 ? undefined : rest.join('\n') };
}
