import type { WorkDirectory } from './work-directory.ts';

/**
 * For the crash tests only: COGNATE_TEST_FAULT=pause:PHASE keeps a scan in that phase (introspect, profile, sketch, infer, link, store)
 * until it is cancelled or killed; pause-once:PHASE does so unless the work directory shows that it did before; crash:PHASE
 * kills the worker there, each time. In phase `store` it strikes inside the transaction, after everything was written and
 * before it commits.
 */
export async function testFault(phase: string, work: WorkDirectory, signal: AbortSignal): Promise<void> {
  const fault = process.env['COGNATE_TEST_FAULT'];
  if (fault === undefined) return;
  if (fault === `crash:${phase}`) process.kill(process.pid, 'SIGKILL');
  if (fault === `pause-once:${phase}`) {
    if ((await work.read('paused')) === true) return;
    await work.write('paused', true);
  } else if (fault !== `pause:${phase}`) return;
  // An unsettled promise alone would not keep the process alive.
  const alive = setInterval(() => undefined, 1000);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(alive);
  signal.throwIfAborted();
}
