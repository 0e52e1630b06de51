import { refusedAnswer } from './http-failures.ts';

export type Shown<T, Why extends string> = { readonly value: T } | { readonly hidden: Why };

/** What the platform answers, or why it does not show it: a reason for each status that means no more than that. Other failures are thrown. */
export async function shownUnless<T, Why extends string>(work: Promise<T>, reasons: Readonly<Record<number, Why>>): Promise<Shown<T, Why>> {
  try {
    return { value: await work };
  } catch (error) {
    const hidden = reasons[refusedAnswer(error)?.status ?? 0];
    if (hidden === undefined) throw error;
    return { hidden };
  }
}
