import type { z } from 'zod';
import { AppError } from '../domain/errors.ts';

/** The stored configuration of a source as its connector reads it; `of` names the source. Throws AppError 'invalid' where it does not fit any more. */
export function configurationFor<Config>(schema: z.ZodType<Config>, config: unknown, of: string): Config {
  const parsed = schema.safeParse(config);
  if (!parsed.success) throw misfit(of);
  return parsed.data;
}

export const misfit = (of: string): AppError =>
  new AppError('invalid', `The configuration of ${of} does not fit its connector any more: set it anew.`);
