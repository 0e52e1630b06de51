/** npm passes on a Ctrl-C that the terminal has given us already: what comes so soon after the first is the same one. */
const sameMs = 500;

/** Resolves at the first SIGINT or SIGTERM; another one ends the process at once. */
export function endOfProcess(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    const ask = (signal: NodeJS.Signals): void => {
      const now = performance.now();
      if (askedAt !== undefined && now - askedAt > sameMs) process.exit(signal === 'SIGINT' ? 130 : 143);
      askedAt ??= now;
      resolve(signal);
    };
    process.on('SIGINT', ask);
    process.on('SIGTERM', ask);
  });
}
