import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { begin, reply, send } from './reply.ts';
import type { Reply } from './reply.ts';

/** The ways in which a platform goes wrong. `unauthorized-once` is the token that has run out: it ends when a new one was fetched. */
export type FaultKind = keyof typeof refusals | 'truncated-json' | 'slow-body' | 'dropped' | 'endless-body' | 'redirect-elsewhere' | 'gzip-bomb';

/** A request that goes wrong. */
interface Failing {
  readonly response: ServerResponse;
  /** The credentials it came with. The error bodies repeat them, as platforms sometimes do, so that a message that quotes a body is found out. */
  readonly credentials: string;
  /** An address of another host, which hears of every request that follows a redirect. */
  readonly elsewhere: string;
  /** The answer that it would have had. */
  readonly answer: () => Promise<Reply>;
}

export async function goWrong(kind: FaultKind, failing: Failing): Promise<void> {
  const { response } = failing;
  switch (kind) {
    case 'dropped':
      response.destroy();
      return;
    case 'truncated-json': {
      const answer = await failing.answer();
      begin(response, answer).end(answer.text.slice(0, -1));
      return;
    }
    case 'slow-body': {
      // Nothing but the first byte ever comes.
      const answer = await failing.answer();
      begin(response, answer).write(answer.text.slice(0, 1));
      return;
    }
    case 'endless-body':
      await repeat(begin(response, reply(200)), Buffer.alloc(64 * 1024, ' '), Infinity);
      return;
    case 'gzip-bomb':
      // A gigabyte of blanks: a thousand gzip members of a kilobyte each.
      await repeat(begin(response, reply(200, undefined, { 'content-encoding': 'gzip' })), gzipSync(Buffer.alloc(1 << 20, ' ')), 1024);
      return;
    case 'redirect-elsewhere':
      send(response, reply(302, undefined, { location: `${failing.elsewhere}/stolen` }));
      return;
    default: {
      const { status, ...rest } = refusals[kind];
      send(response, reply(status, { message: `${kind} for ${failing.credentials}` }, 'headers' in rest ? rest.headers : {}));
    }
  }
}

/** Faults that are an answer like any other. */
const refusals = {
  'unauthorized-once': { status: 401 },
  unauthorized: { status: 401 },
  forbidden: { status: 403 },
  'rate-limited': { status: 429, headers: { 'retry-after': '1' } },
  'rate-limited-silently': { status: 429 },
  'server-error': { status: 503 },
  vanished: { status: 404 },
} as const;

async function repeat(response: ServerResponse, chunk: Buffer, times: number): Promise<void> {
  const closed = once(response, 'close');
  for (let i = 0; i < times && !response.destroyed; i += 1) {
    if (!response.write(chunk)) await Promise.race([once(response, 'drain'), closed]);
  }
  response.end();
}
