import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, type ErrorCode, type InputProblem } from '../domain/errors.ts';

const statusOf: Readonly<Record<ErrorCode, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  rate_limited: 429,
  source_failed: 424,
  cancelled: 409,
  unavailable: 503,
};

interface ErrorAnswer {
  readonly status: number;
  readonly body: { readonly detail: string | readonly InputProblem[] };
}

/** Answers every error in the API's shape. What nobody foresaw is logged whole and answered with nothing but an id. */
export function installErrors(app: FastifyInstance): void {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((_request, reply) => send(reply, { status: 404, body: { detail: 'Not Found' } }));
}

/** Also for what Fastify refuses before there is a route, such as a URL that cannot be decoded. */
export function answerError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = foreseen(error, request) ?? unforeseen(error, request);
  if (answer.status === 503) request.log.warn({ err: error }, 'what the server needs is not available');
  if (answer.status === 401) void reply.header('www-authenticate', 'Bearer');
  return send(reply, answer);
}

function send(reply: FastifyReply, { status, body }: ErrorAnswer): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(body);
}

function foreseen(error: Error & { code?: unknown; statusCode?: number }, request: FastifyRequest): ErrorAnswer | undefined {
  if (error instanceof AppError) {
    if (error.code !== 'invalid') return { status: statusOf[error.code], body: { detail: error.message } };
    return invalid(error.problems.length > 0 ? error.problems : [{ loc: ['body'], msg: error.message, type: 'value_error' }]);
  }
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' || (error instanceof SyntaxError && error.statusCode === 400))
    return invalid([{ loc: ['body'], msg: 'The body is not valid JSON', type: 'json_invalid' }]);
  if (error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return invalid([{ loc: ['body'], msg: 'Field required', type: 'missing' }]);
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return { status: 415, body: { detail: 'Send the body as JSON, with the header "Content-Type: application/json".' } };
  }
  if (isDataException(error)) {
    const place = request.method === 'POST' || request.method === 'PUT' ? 'body' : 'query';
    const msg = 'Holds what cannot be stored, such as the character NUL, half of a surrogate pair or a number out of range';
    return invalid([{ loc: [place], msg, type: 'value_error' }]);
  }
  if (isCatalogLost(error)) return { status: 503, body: { detail: 'The catalog cannot be reached at the moment. Ask again in a little while.' } };
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500 ? { status, body: { detail: error.message } } : undefined;
}

function invalid(problems: readonly InputProblem[]): ErrorAnswer {
  return { status: 422, body: { detail: problems } };
}

/** PostgreSQL's class 22: a value that its type cannot hold. */
function isDataException(error: { readonly code?: unknown }): boolean {
  return typeof error.code === 'string' && /^22[0-9A-Z]{3}$/.test(error.code);
}

const networkFailures = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH']);

/** PostgreSQL went away, is starting or has no room (classes 08 and 57P, 53300, 55000), or the line to it broke. Whatever was asked was not done by halves. */
function isCatalogLost(error: { readonly code?: unknown; readonly message: string }): boolean {
  if (typeof error.code === 'string') return /^(08[0-9A-Z]{3}|57P0[1-5]|53300|55000)$/.test(error.code) || networkFailures.has(error.code);
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(error.message);
}

function unforeseen(error: Error, request: FastifyRequest): ErrorAnswer {
  const id = randomUUID();
  request.log.error({ err: withoutValues(error), error_id: id }, 'unexpected error');
  return { status: 500, body: { detail: `Internal error. The log has more under the id ${id}.` } };
}

/** What the log may have of an error: a database repeats the values of the row in `detail` and `where`. */
function withoutValues(error: Error & { code?: unknown; table?: unknown; constraint?: unknown }) {
  return { type: error.name, message: error.message, code: error.code, table: error.table, constraint: error.constraint, stack: error.stack };
}

const unreadable: Readonly<Record<string, readonly [status: string, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers of the request are too large'],
};

/** Answers what is no HTTP request at all, in the shape of every error; none of it goes to the log. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, detail] = unreadable[error.code ?? ''] ?? ['400 Bad Request', 'The request cannot be read'];
  const body = JSON.stringify({ detail });
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroy(error);
}
