import { AppError } from '../domain/errors.ts';

/** Where a body repeats what the path or the row says, it must say the same; nothing says nothing. Throws AppError 'invalid'. */
export function agree(field: string, said: string | null | undefined, is: string): void {
  if (said === undefined || said === null || said === is) return;
  const msg = `Input should be ${is}, as the path says`;
  throw new AppError('invalid', `${field} disagrees with the path.`, { problems: [{ loc: ['body', field], msg, type: 'value_error' }] });
}
