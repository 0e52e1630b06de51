import { cell, useCell } from './cell.ts';

const said = cell('');

/** Tells a screen reader what happened where focus does not move. */
export function announce(text: string): void {
  // The same words again are only read where the text differs.
  said.set(said.get() === text ? `${text}\u00a0` : text);
}

/** The one live region of the app. */
export function Announcer() {
  const text = useCell(said);
  return (
    <div role="status" aria-live="polite" className="sr-only" data-testid="announcer">
      {text}
    </div>
  );
}
