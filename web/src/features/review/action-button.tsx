import type { ReactNode } from 'react';
import type { Action } from '../../app/actions.ts';
import { Button, type ButtonProps } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';

/** The button of an action, with its key. */
export function ActionButton<Target>({
  action,
  target,
  children,
  ...rest
}: { readonly action: Action<Target>; readonly target: Target; readonly children: ReactNode } & Pick<ButtonProps, 'look' | 'size'>) {
  const [key] = action.keys;
  return (
    <Button
      {...rest}
      disabled={action.isEnabled?.(target) === false}
      title={action.label}
      aria-keyshortcuts={key}
      onClick={() => action.perform(target)}
    >
      {children}
      {key !== undefined && (
        <span aria-hidden="true" className="hidden lg:inline">
          <Kbd keys={key} />
        </span>
      )}
    </Button>
  );
}
