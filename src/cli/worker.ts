import { readConfig } from '../config.ts';
import { runWorker } from '../main.ts';
import type { HomeFlags } from './flags.ts';
import { endOfProcess } from './signals.ts';

/** `cognate worker`: takes scans until it is told to stop; what is under way then is resumed by another worker. */
export async function worker(flags: HomeFlags): Promise<void> {
  const end = endOfProcess();
  const running = await runWorker(readConfig(flags));
  process.stderr.write('The worker is ready.\n');
  await end;
  await running.close();
  process.exit(0);
}
