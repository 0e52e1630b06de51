import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { buttonClass } from './button.tsx';
import { cx } from './cx.ts';

export interface MenuItem {
  readonly id: string;
  readonly label: ReactNode;
  /** Marks the one that holds. */
  readonly isChosen?: boolean;
  readonly perform: () => void;
}

/** A button that opens a list of things to do. Arrow keys move, Escape closes and leaves the focus on the button. */
export function Menu({ label, items, children }: { readonly label: string; readonly items: readonly MenuItem[]; readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const around = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return undefined;
    around.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus();
    const onPointer = ({ target }: PointerEvent): void => {
      if (!(target instanceof Node) || around.current?.contains(target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [isOpen]);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const move = (by: number): void => {
    const all = [...(around.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
    const at = all.findIndex((item) => item === document.activeElement);
    all[(at + by + all.length) % all.length]?.focus();
  };
  return (
    <div
      ref={around}
      role="presentation"
      className="relative min-w-0"
      onKeyDown={(event) => {
        if (!isOpen) return;
        const act = { Escape: close, Tab: () => setOpen(false), ArrowDown: () => move(1), ArrowUp: () => move(-1) }[event.key];
        if (act === undefined) return;
        if (event.key !== 'Tab') event.preventDefault();
        act();
      }}
    >
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
        className={cx(buttonClass('plain', 'small'), 'max-w-full')}
      >
        {children}
      </button>
      {isOpen && (
        <div
          id={id}
          role="menu"
          aria-label={label}
          className="absolute right-0 z-40 mt-1 flex max-h-[70vh] w-max min-w-56 max-w-[min(22rem,calc(100vw-1rem))] flex-col overflow-y-auto rounded-lg border border-line-strong bg-surface p-1 shadow-xl"
        >
          {items.map((item) => (
            <button
              key={item.id}
              type="button"
              role={item.isChosen === undefined ? 'menuitem' : 'menuitemradio'}
              {...(item.isChosen === undefined ? {} : { 'aria-checked': item.isChosen })}
              tabIndex={-1}
              onClick={() => {
                close();
                item.perform();
              }}
              className="flex min-h-9 items-center gap-2 rounded px-2.5 py-1.5 text-left hover:bg-raised focus-visible:bg-raised [overflow-wrap:anywhere]"
            >
              {item.isChosen !== undefined && (
                <span aria-hidden="true" className="w-4 shrink-0 text-accent">
                  {item.isChosen ? '✓' : ''}
                </span>
              )}
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
