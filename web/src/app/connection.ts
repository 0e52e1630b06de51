import { onlineManager } from '@tanstack/react-query';

const patience = 1500;
let asking: Promise<void> | undefined;

/**
 * A request got no answer: where the server does not either say that it is alive, changes wait and reading pauses (TanStack Query does both while it is
 * offline) until it does, and then both go on. Called by the client.
 */
export function lineIsLost(): void {
  void lineIsBack();
}

/** As `lineIsLost`; resolves when the server answers again, which can be at once. */
export function lineIsBack(): Promise<void> {
  asking ??= askUntilAlive();
  return asking;
}

async function askUntilAlive(): Promise<void> {
  while (!(await isAlive())) {
    onlineManager.setOnline(false);
    await new Promise((resolve) => setTimeout(resolve, patience));
  }
  asking = undefined;
  onlineManager.setOnline(true);
}

function isAlive(): Promise<boolean> {
  return fetch('/healthz', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
}
