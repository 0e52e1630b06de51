import type { z } from 'zod';
import { plainError, validationError } from '../contract/common.ts';

/** The documentation of an operation and its answers, of which errors are the same everywhere. */
export function operation<Status extends 200 | 201 | 202, Success extends z.ZodType>(
  tag: string,
  title: string,
  status: Status,
  success: Success,
  options: { readonly description?: string; readonly conflicts?: boolean } = {},
) {
  return {
    tags: [tag],
    summary: title,
    operationId: title.toLowerCase().replaceAll(' ', '_'),
    ...(options.description === undefined ? {} : { description: options.description }),
    security: [{ bearer: [] }],
    response: {
      [status]: success,
      401: plainError,
      403: plainError,
      404: plainError,
      ...(options.conflicts === true ? { 409: plainError } : {}),
      422: validationError,
    } as unknown as { [Key in Status]: Success },
  };
}
