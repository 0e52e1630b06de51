import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { begin, reply, send } from './reply.ts';
import type { Reply } from './reply.ts';

/** The ways in which a platform goes wrong. `unauthorized-once` is the token that has run out: it ends when a new one was fetched. */
export type FaultKind = (typeof faultKinds)[number];

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
    case 'silent':
      // The connection stays open, and nothing comes.
      return;
    case 'dripping-headers':
      response.socket?.write('HTTP/1.1 200 OK\r\n');
      await drip(response, 'x-more: 1\r\n');
      return;
    case 'dripping-body':
      begin(response, reply(200)).flushHeaders();
      await drip(response, `1\r\n \r\n`);
      return;
    case 'huge-headers':
      response.socket?.end(`HTTP/1.1 200 OK\r\nx-more: ${'x'.repeat(1 << 20)}\r\n\r\n`);
      return;
    case 'garbled':
      begin(response, reply(200, undefined, { 'content-encoding': 'gzip' })).end('this is not gzip');
      return;
    case 'deep-json':
      send(response, reply(200, `${'['.repeat(1 << 20)}${']'.repeat(1 << 20)}`));
      return;
    case 'redirect-in-circles':
      send(response, reply(302, undefined, { location: '?again' }));
      return;
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
      const { status, headers, body }: Given = answers[kind];
      send(response, reply(status, body ?? { message: `${kind} for ${failing.credentials}` }, headers));
    }
  }
}

interface Given {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The kind and the credentials where not given. */
  readonly body?: unknown;
}

const page = { headers: { 'content-type': 'text/html' }, body: '<html><body>We will be back soon</body></html>' };

/** Faults that are an answer like any other. */
const answers = {
  'unauthorized-once': { status: 401 },
  unauthorized: { status: 401 },
  forbidden: { status: 403 },
  'rate-limited': { status: 429, headers: { 'retry-after': '1' } },
  'rate-limited-silently': { status: 429 },
  'rate-limited-for-a-minute': { status: 429, headers: { 'retry-after': '60' } },
  'rate-limited-for-a-day': { status: 429, headers: { 'retry-after': '86400' } },
  'server-error': { status: 503 },
  'internal-error': { status: 500 },
  'bad-gateway': { status: 502, ...page },
  'page-for-people': { status: 200, ...page },
  'wrong-shape': { status: 200, body: { surprise: [] } },
  'empty-body': { status: 200, body: '' },
  vanished: { status: 404 },
} as const satisfies Readonly<Record<string, Given>>;

const misbehaviours = [
  'truncated-json',
  'slow-body',
  'silent',
  'dripping-headers',
  'dripping-body',
  'huge-headers',
  'garbled',
  'deep-json',
  'dropped',
  'endless-body',
  'redirect-elsewhere',
  'redirect-in-circles',
  'gzip-bomb',
] as const;

export const faultKinds = [...(Object.keys(answers) as (keyof typeof answers)[]), ...misbehaviours] as const;

/** A little at a time, for ever: never so little that the connection looks idle. */
async function drip(response: ServerResponse, drop: string): Promise<void> {
  while (!response.destroyed && response.socket !== null) {
    response.socket.write(drop);
    await sleep(20);
  }
}

async function repeat(response: ServerResponse, chunk: Buffer, times: number): Promise<void> {
  const closed = once(response, 'close');
  for (let i = 0; i < times && !response.destroyed; i += 1) {
    if (!response.write(chunk)) await Promise.race([once(response, 'drain'), closed]);
  }
  response.end();
}
