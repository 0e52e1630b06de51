import { useSyncExternalStore } from 'react';

/** A value outside of the tree of components, which they can follow. */
export interface Cell<Value> {
  get(): Value;
  set(value: Value): void;
  subscribe(listener: () => void): () => void;
}

export function cell<Value>(initial: Value): Cell<Value> {
  const listeners = new Set<() => void>();
  let value = initial;
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export function useCell<Value>({ get, subscribe }: Cell<Value>): Value {
  return useSyncExternalStore(subscribe, get);
}
