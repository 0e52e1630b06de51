import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

const looks = {
  primary: 'bg-accent text-accent-ink border-transparent hover:opacity-90',
  plain: 'bg-surface text-ink border-line-strong hover:bg-raised',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-raised',
  good: 'bg-good-soft text-good border-good hover:bg-surface',
  bad: 'bg-bad-soft text-bad border-bad hover:bg-surface',
} as const;

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof looks;
  readonly size?: 'small' | 'normal';
}

export function buttonClass(look: keyof typeof looks = 'plain', size: 'small' | 'normal' = 'normal'): string {
  return cx(
    'inline-flex items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors disabled:opacity-50',
    size === 'small' ? 'min-h-7 px-2 text-xs' : 'min-h-9 px-3',
    looks[look],
  );
}

export function Button({ look, size, className, ...rest }: ButtonProps) {
  return <button type="button" className={cx(buttonClass(look, size), className)} {...rest} />;
}
