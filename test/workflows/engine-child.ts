/**
 * A process that works on one workflow of two steps and writes to table `trace` what it does. Arguments: database URL,
 * executor id, and the step in which it kills itself (or `none`). It also takes over from the dead, as a worker does.
 */
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { launchEngine } from '../../src/workflows/durable.ts';
import { holdLiveness } from '../../src/workflows/liveness.ts';

const [connectionString = '', executorId = '', deadlyStep = 'none', jobId = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString, max: 4 });
const note = (text: string) => pool.query('INSERT INTO trace (executor, note) VALUES ($1, $2)', [executorId, text]);
const liveness = await holdLiveness({ connectionString }, executorId, () => process.exit(3));
const launch = () =>
  launchEngine({
    pool,
    executorId,
    concurrency: 1,
    logger: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }, pino.destination(2)),
    async scan(input, step) {
      for (const name of ['first', 'second']) {
        await step(name, async () => {
          await note(`${name} of ${input.jobId.slice(0, 4)}`);
          if (name === deadlyStep) process.kill(process.pid, 'SIGKILL');
        });
      }
      await step('end', () => note('end'));
    },
    sync: async () => undefined,
    crosswalk: async () => undefined,
    verify: async () => undefined,
    discover: async () => undefined,
  });
const engine = await liveness.exclusively('launch', launch);
if (jobId !== '') await engine.start('scan', { organizationId: jobId, jobId });
for (;;) {
  for (const other of await engine.busyExecutors()) {
    await liveness.ifDead(other, async () => {
      if ((await engine.recover(other)) > 0) await note(`took over from ${other}`);
    });
  }
  const [ended] = await engine.ended([process.env['WATCH'] ?? '']);
  if (ended !== undefined) {
    await note(ended.givenUp ? 'given up' : 'over');
    break;
  }
  await setTimeout(100);
}
await engine.stop([]);
await liveness.close();
await pool.end();
process.exit(0);
