// A process of its own that asks as many clients do, each its next question as soon as the last is answered; forked by run.ts, or by itself never.
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type Dispatcher } from 'undici';

export interface Load {
  readonly origin: string;
  readonly token: string;
  readonly seconds: number;
  /** How long is asked before counting begins. */
  readonly warmupSeconds: number;
  /** How long each client waits after an answer, on average; 0 asks again at once. */
  readonly pauseMs: number;
  /** One list of questions a kind of client; how many such clients; every question is as likely as any other. */
  readonly kinds: readonly { readonly clients: number; readonly questions: readonly Question[] }[];
}

export interface Question {
  readonly name: string;
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly paths: readonly string[];
  readonly bodies?: readonly string[];
}

export interface Measurement {
  readonly seconds: number;
  /** Milliseconds of each answer, by question. */
  readonly latencies: Readonly<Record<string, readonly number[]>>;
  /** When each of them was asked: milliseconds since counting began. */
  readonly times: Readonly<Record<string, readonly number[]>>;
  readonly bytes: number;
  /** How many questions there were, also while nothing was counted. */
  readonly asked: number;
  /** What was answered otherwise than with a success, at most some. */
  readonly failures: readonly string[];
  /** Processor seconds that asking cost. */
  readonly cpuSeconds: number;
}

interface Reply {
  readonly status: number;
  readonly bytes: number;
}

function ask(client: Client, options: Dispatcher.DispatchOptions): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let [status, bytes] = [0, 0];
    client.dispatch(options, {
      onRequestStart: () => undefined,
      onResponseStart(_controller, code) {
        status = code;
      },
      onResponseData(_controller, chunk) {
        bytes += chunk.length;
      },
      onResponseEnd: () => resolve({ status, bytes }),
      onResponseError: (_controller, error) => reject(error),
    });
  });
}

async function run(load: Load): Promise<Measurement> {
  const latencies: Record<string, number[]> = {};
  const times: Record<string, number[]> = {};
  const failures: string[] = [];
  let [bytes, asked] = [0, 0];
  const begin = performance.now() + load.warmupSeconds * 1000;
  const end = begin + load.seconds * 1000;
  const random = generator(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

  const behave = async (questions: readonly Question[]): Promise<void> => {
    const client = new Client(load.origin, { pipelining: 1 });
    for (;;) {
      const { name, method, paths, bodies } = pick(questions);
      const path = pick(paths);
      const headers = { authorization: `Bearer ${load.token}`, ...(bodies === undefined ? {} : { 'content-type': 'application/json' }) };
      const started = performance.now();
      if (started > end) break;
      const reply = await ask(client, { method, path, headers, ...(bodies === undefined ? {} : { body: pick(bodies) }) });
      const done = performance.now();
      asked += 1;
      if (reply.status >= 300 && failures.length < 20) failures.push(`${reply.status} ${method} ${path}`);
      if (started >= begin && done <= end) {
        (latencies[name] ??= []).push(done - started);
        (times[name] ??= []).push(started - begin);
        bytes += reply.bytes;
      }
      if (load.pauseMs > 0) await sleep(2 * load.pauseMs * random());
    }
    await client.close();
  };

  const cpu = process.cpuUsage();
  await Promise.all(load.kinds.flatMap(({ clients, questions }) => Array.from({ length: clients }, () => behave(questions))));
  const used = process.cpuUsage(cpu);
  return { seconds: load.seconds, latencies, times, bytes, asked, failures, cpuSeconds: (used.user + used.system) / 1e6 };
}

/** Marsaglia's xorshift: the same questions in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

process.on('message', (load: Load) => {
  run(load).then(
    (measurement) => process.send?.(measurement),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
