import { useSyncExternalStore } from 'react';

/** A setting of this browser, kept across visits. */
export interface Stored<Value> {
  get(): Value;
  set(value: Value): void;
  subscribe(listener: () => void): () => void;
}

/** `read` makes a value of what is stored, or of null; storage that is full or forbidden only forgets. */
export function stored<Value extends string>(name: string, read: (text: string | null) => Value): Stored<Value> {
  const key = `cognate.${name}`;
  const listeners = new Set<() => void>();
  let value = read(attempt(() => localStorage.getItem(key)) ?? null);
  return {
    get: () => value,
    set(next) {
      value = next;
      attempt(() => localStorage.setItem(key, next));
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export function useStored<Value>({ get, subscribe }: Stored<Value>): Value {
  return useSyncExternalStore(subscribe, get);
}

function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
