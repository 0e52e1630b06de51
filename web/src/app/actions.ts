import { useEffect, useRef } from 'react';
import { cell, useCell } from './cell.ts';
import { stored } from './stored.ts';

/** What a person can do, once for its button, its keys and the help: the keyboard and the pointer never differ. */
export interface Action<Target> {
  readonly id: string;
  readonly label: string;
  /** As `KeyboardEvent.key` says them, with `Shift+`, `Ctrl+` before: `j`, `Shift+j`, `?`. The first one is shown. */
  readonly keys: readonly string[];
  /** Default: always. */
  readonly isEnabled?: (target: Target) => boolean;
  readonly perform: (target: Target) => void;
}

/** Whether keys without Ctrl or Alt act (WCAG 2.1.4: they can be turned off). */
export const characterKeys = stored<'on' | 'off'>('character-keys', (text) => (text === 'off' ? 'off' : 'on'));

interface Listed {
  readonly group: string;
  readonly actions: readonly Pick<Action<never>, 'id' | 'label' | 'keys'>[];
}

const listed = cell<readonly Listed[]>([]);

/** The actions of what is on the page now, for the help. */
export function useListedActions(): readonly Listed[] {
  return useCell(listed);
}

/** Lets keys perform the actions on the target, while the component is there; they sleep in inputs and dialogs. `actions` wants to be a constant. */
export function useActions<Target>(group: string, actions: readonly Action<Target>[], target: Target): void {
  const latest = useRef(target);
  useEffect(() => {
    latest.current = target;
  });
  useEffect(() => {
    const entry: Listed = { group, actions };
    listed.set([...listed.get(), entry]);
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target) || document.querySelector('dialog:modal') !== null) return;
      const pressed = keyOf(event);
      if (characterKeys.get() === 'off' && /^.$/u.test(event.key) && !event.ctrlKey && !event.metaKey) return;
      const action = actions.find(({ keys }) => keys.includes(pressed));
      if (action === undefined || action.isEnabled?.(latest.current) === false) return;
      event.preventDefault();
      action.perform(latest.current);
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      listed.set(listed.get().filter((each) => each !== entry));
    };
  }, [group, actions]);
}

/** Shift counts with letters, Enter, arrows and the like, not with signs that need it. */
function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  const isLetter = /^\p{L}$/u.test(key);
  const modifiers = [ctrlKey || metaKey ? 'Ctrl+' : '', altKey ? 'Alt+' : '', shiftKey && (isLetter || key.length > 1) ? 'Shift+' : ''];
  return `${modifiers.join('')}${isLetter ? key.toLowerCase() : key}`;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type);
}
