import { readConfig, type Config } from '../config.ts';
import { startServer } from '../main.ts';
import type { ServeFlags } from './flags.ts';
import { endOfProcess } from './signals.ts';

/** `cognate serve`: the server and its worker, until it is told to stop. */
export async function serve(flags: ServeFlags): Promise<void> {
  await serveUntilEnd(readConfig(flags));
}

/** Serves until the process is told to end, then ends it. */
export async function serveUntilEnd(config: Config, note = ''): Promise<never> {
  const end = endOfProcess();
  const server = await startServer(config);
  process.stdout.write(`Cognate is ready at ${server.url}\n`);
  if (server.newToken !== undefined) {
    process.stdout.write(
      `\nAdmin token, shown this once:\n\n  ${server.newToken}\n\nTry: curl -H "Authorization: Bearer TOKEN" ${server.url}/openapi.json\n`,
    );
  }
  process.stdout.write(note);
  await end;
  process.stderr.write('Stopping; scans under way are resumed at the next start.\n');
  await server.close();
  process.exit(0);
}
