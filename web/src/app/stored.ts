import { cell, type Cell } from './cell.ts';

/**
 * A setting of this browser, kept across visits. `read` makes a value of what is stored, or of null; storage that is full or forbidden only forgets.
 */
export function stored<Value extends string>(name: string, read: (text: string | null) => Value): Cell<Value> {
  const key = `cognate.${name}`;
  const kept = cell(read(attempt(() => localStorage.getItem(key)) ?? null));
  return {
    ...kept,
    set(value) {
      attempt(() => localStorage.setItem(key, value));
      kept.set(value);
    },
  };
}

function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
