import { useId, type ReactNode } from 'react';
import { wordsOf } from '../api/client.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** A dialog that asks for something and then does it; what was refused is told below the fields. */
export function FormDialog({
  title,
  submit,
  action,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string;
  /** On the button that does it. */
  readonly submit: string;
  /** Whether it is being done, and what went wrong. */
  readonly action: { readonly isPending: boolean; readonly error: unknown };
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const form = useId();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} look="primary" disabled={action.isPending}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
        {action.error !== null && (
          <p role="alert" className="whitespace-pre-line text-bad">
            {wordsOf(action.error)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
