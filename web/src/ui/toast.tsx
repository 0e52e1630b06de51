import type { ReactNode } from 'react';
import { announce } from '../app/announce.tsx';
import { cell, useCell } from '../app/cell.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'bad';
  readonly action: { readonly label: string; readonly perform: () => void } | undefined;
}

const toasts = cell<readonly Toast[]>([]);
let last = 0;

/** Tells what happened, on the screen and to screen readers. What failed stays until it is closed. */
export function toast(
  text: string,
  { tone = 'plain', action }: { tone?: Toast['tone']; action?: { label: string; perform: () => void } } = {},
): void {
  last += 1;
  const id = last;
  toasts.set([...toasts.get().slice(-2), { id, text, tone, action }]);
  announce(text);
  if (tone === 'plain') setTimeout(() => close(id), 8000);
}

function close(id: number): void {
  toasts.set(toasts.get().filter((each) => each.id !== id));
}

export function Toasts(): ReactNode {
  const shown = useCell(toasts);
  return (
    <section aria-label="Messages" className="pointer-events-none fixed inset-x-0 bottom-16 z-40 flex flex-col items-center gap-2 px-4 sm:bottom-4">
      {shown.map(({ id, text, tone, action }) => (
        <div
          key={id}
          className={`pointer-events-auto flex max-w-xl items-center gap-3 rounded-lg border px-4 py-2 shadow-lg ${tone === 'bad' ? 'border-bad bg-bad-soft text-bad' : 'border-line-strong bg-surface'}`}
        >
          <span className="whitespace-pre-line">{text}</span>
          {action !== undefined && (
            <Button
              size="small"
              onClick={() => {
                action.perform();
                close(id);
              }}
            >
              {action.label}
            </Button>
          )}
          <Button look="quiet" size="small" aria-label="Dismiss" onClick={() => close(id)}>
            <Icon name="close" />
          </Button>
        </div>
      ))}
    </section>
  );
}
