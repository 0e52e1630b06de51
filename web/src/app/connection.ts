import { onlineManager } from '@tanstack/react-query';

const patience = 1500;
let polling = false;

/**
 * The server did not answer: changes wait and reading pauses (TanStack Query does both while it is offline) until it is alive again, and then both go on.
 * Called by the client for every request that got no answer.
 */
export function lineIsLost(): void {
  onlineManager.setOnline(false);
  if (polling) return;
  polling = true;
  const ask = async (): Promise<void> => {
    const isAlive = await fetch('/healthz', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (!isAlive) {
      setTimeout(() => void ask(), patience);
      return;
    }
    polling = false;
    onlineManager.setOnline(true);
  };
  setTimeout(() => void ask(), patience);
}
