import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

/** The browser's own modal dialog: it holds the focus, Escape closes it, and focus goes back to where it was. */
export function Dialog({
  title,
  onClose,
  children,
  footer,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="w-[min(40rem,calc(100vw-2rem))] rounded-lg border border-line bg-surface p-0 shadow-xl"
    >
      <header className="flex items-center justify-between gap-4 border-b border-line px-4 py-2.5">
        <h2 id={heading} className="text-base font-semibold">
          {title}
        </h2>
        <Button look="quiet" size="small" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      <div className="max-h-[70vh] overflow-y-auto p-4">{children}</div>
      {footer !== undefined && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{footer}</footer>}
    </dialog>
  );
}
