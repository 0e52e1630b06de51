import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';

/** What is shown of the item under the cursor: beside its list where there is room, else instead of it, with the way back and on. */
export function SideView({
  isOpen,
  hasItem,
  onClose,
  onMove,
  children,
}: {
  /** Whether it is seen where there is room for one view only. */
  readonly isOpen: boolean;
  readonly hasItem: boolean;
  readonly onClose: () => void;
  readonly onMove: (by: number) => void;
  readonly children: ReactNode;
}) {
  return (
    <div
      className={cx(
        'flex min-h-0 min-w-0 flex-col border-l border-line bg-surface lg:w-[26rem] lg:shrink-0 xl:w-[34rem] 2xl:w-[44rem]',
        isOpen ? 'max-lg:flex-1' : 'max-lg:hidden',
      )}
    >
      {hasItem && (
        <div className="flex items-center justify-between border-b border-line px-2 py-1 lg:hidden">
          <Button look="quiet" size="small" onClick={onClose}>
            <span className="rotate-180">
              <Icon name="chevron" />
            </span>
            Back to the list
          </Button>
          <span className="flex gap-1">
            <Button look="quiet" size="small" onClick={() => onMove(-1)}>
              Previous
            </Button>
            <Button look="quiet" size="small" onClick={() => onMove(1)}>
              Next
            </Button>
          </span>
        </div>
      )}
      {children}
    </div>
  );
}
