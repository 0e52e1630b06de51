import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The administrator's token of the server. */
export const token = 'pat_for-the-fuzzing-of-a-throwaway-catalog';

/** Starts Cognate on a free port, with an empty catalog in `home`. */
export async function serve(root, home) {
  const port = await freePort();
  const process_ = spawn(process.execPath, [join(root, 'bin', 'cognate.mjs'), 'serve'], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      COGNATE_HOME: join(home, 'home'),
      COGNATE_ADMIN_TOKEN: token,
      COGNATE_RATE_LIMIT: '0',
      COGNATE_INTERNAL_ADDRESSES: 'allow',
      LOG_LEVEL: 'error',
      HOST: '127.0.0.1',
      PORT: String(port),
    },
  });
  // Read to its end: a server that cannot print any more ends.
  await new Promise((resolve, reject) => {
    process_.stdout.on('data', (chunk) => String(chunk).includes('ready') && resolve());
    process_.once('exit', () => reject(new Error('the server did not start')));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      process_.kill('SIGTERM');
      await once(process_, 'exit');
    },
  };
}

/** Asks the server, by a connection of its own: one kept since before a run may be gone. Answers that are errors are thrown. */
export async function call(url, method, path, body) {
  const asked = request(url + path, { method, agent: false, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } });
  asked.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = await once(asked, 'response');
  const answer = await text(response);
  if (response.statusCode >= 400) throw new Error(`${method} ${path}: ${response.statusCode} ${answer}`);
  return JSON.parse(answer);
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}
