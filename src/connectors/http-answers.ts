import type { z } from 'zod';
import { SourceError } from '../domain/errors.ts';
import { refusal, type Answer, type Call } from './http-failures.ts';
import { JsonTooMuch, parseJson } from './http-json.ts';
import type { Setback } from './http-retries.ts';

/** What an answer says, in the shape that is asked for, or why it says nothing. */
export function valueOf<T>(answer: Answer, call: Call, schema: z.ZodType<T>, now: number): { readonly value: T } | { readonly setback: Setback } {
  const { product, name, stage } = call;
  const fail = (repeat: Setback['repeat'], message: string, hint: string) => ({ setback: { error: new SourceError(stage, message, hint), repeat } });
  if (answer.status < 200 || answer.status > 299) return { setback: refusal(call, answer, now) };
  let json: unknown;
  try {
    json = answer.status === 204 ? undefined : parseJson(answer.body);
  } catch (error) {
    if (error instanceof JsonTooMuch)
      return fail('never', `${product} answered ${name} with JSON ${error.message}`, 'Check that the address is the right one.');
    if (/html|xml/i.test(answer.contentType) || /^\s*</.test(answer.body)) {
      return fail('never', `${product} answered ${name} with a page for people`, 'Check that the address is that of its API.');
    }
    return fail('once', `${product} answered ${name} with JSON that breaks off or is none`, 'Try again later.');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const issue = parsed.error.issues[0];
  const place = issue?.path.map(String).join('.').slice(0, 100) || 'its top';
  return fail(
    'never',
    `${product} answered ${name} in a shape that is not understood (${issue?.code ?? 'invalid'} at ${place})`,
    `Check that the address is that of ${product}, and that this version of Cognate knows its API.`,
  );
}
