import type { WorkDirectory } from './work-directory.ts';

/** A result that is made when it is first asked for. */
export interface Once<T> {
  get(): Promise<T>;
  /** Undefined while nobody has asked for it. */
  made(): Promise<T> | undefined;
}

export function once<T>(make: () => Promise<T>): Once<T> {
  let promise: Promise<T> | undefined;
  return { get: () => (promise ??= make()), made: () => promise };
}

/** What the work directory keeps under this name, else what `make` makes, which it keeps from then on. */
export async function kept<T>(work: WorkDirectory, name: string, signal: AbortSignal, make: () => Promise<T>): Promise<T> {
  const known = await work.read<T>(name);
  if (known !== undefined) return known;
  const made = await make();
  signal.throwIfAborted();
  await work.write(name, made);
  return made;
}

/** Closes what was opened; a failure to open was told elsewhere. */
export async function closeMade(opened: Once<{ close(): void | Promise<void> } | null>): Promise<void> {
  await opened.made()?.then(
    (open) => open?.close(),
    () => undefined,
  );
}
