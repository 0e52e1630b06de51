import { useId, type ComponentProps, type ReactNode } from 'react';
import { cx } from './cx.ts';

export const inputClass =
  'w-full min-h-9 rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-ink aria-invalid:border-bad disabled:opacity-60';

interface Labelled {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

/** An input with its label, what helps to fill it, and what is wrong with it. */
export function Field({ label, hint, error, className, ...input }: Labelled & ComponentProps<'input'>) {
  const { id, described } = useDescription(hint, error);
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <input id={id} className={cx(inputClass, className)} aria-invalid={error !== undefined || undefined} aria-describedby={described} {...input} />
    </Around>
  );
}

/** As `Field`, of several lines. */
export function TextField({ label, hint, error, className, ...input }: Labelled & ComponentProps<'textarea'>) {
  const { id, described } = useDescription(hint, error);
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        className={cx(inputClass, className)}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={described}
        {...input}
      />
    </Around>
  );
}

/** As `Field`, one of some. */
export function SelectField({ label, hint, error, className, children, ...select }: Labelled & ComponentProps<'select'>) {
  const { id, described } = useDescription(hint, error);
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <select id={id} className={cx(inputClass, className)} aria-invalid={error !== undefined || undefined} aria-describedby={described} {...select}>
        {children}
      </select>
    </Around>
  );
}

function useDescription(hint: ReactNode, error: string | undefined) {
  const id = useId();
  const described = [hint === undefined ? [] : [`${id}-hint`], error === undefined ? [] : [`${id}-error`]].flat().join(' ');
  return { id, described: described === '' ? undefined : described };
}

function Around({ id, label, hint, error, children }: Labelled & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children}
      {hint !== undefined && (
        <div id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </div>
      )}
      {error !== undefined && (
        <div id={`${id}-error`} className="text-xs text-bad whitespace-pre-line" role="alert">
          {error}
        </div>
      )}
    </div>
  );
}
