import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { inputClass } from '../../ui/field.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { rejectionReasons } from './actions.ts';

interface RejectBarProps {
  readonly count: number;
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly onReject: (reason: number) => void;
  readonly onStop: () => void;
}

/** Why it is rejected: one of six reasons, and a note for whoever asks later. */
export function RejectBar({ count, note, onNote, onReject, onStop }: RejectBarProps) {
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    element.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section
      ref={element}
      aria-label="Reason for rejecting"
      className="flex flex-col gap-2 rounded-md border border-bad bg-bad-soft p-3"
      data-testid="reject-bar"
    >
      <p className="font-medium">{count === 1 ? 'Why is it wrong?' : `Why are these ${count} wrong?`}</p>
      <div className="grid grid-cols-1 gap-1.5 sm:grid-cols-2">
        {rejectionReasons.map((reason, i) => (
          <Button key={reason} size="small" className="justify-start" aria-keyshortcuts={String(i + 1)} onClick={() => onReject(i)}>
            <Kbd keys={String(i + 1)} />
            {reason}
          </Button>
        ))}
      </div>
      <input
        aria-label="Note on the rejection"
        placeholder="A note, if you like; Enter rejects with it"
        className={inputClass}
        value={note}
        maxLength={5000}
        onChange={({ target }) => onNote(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Enter') onReject(rejectionReasons.length - 1);
          if (key === 'Escape') onStop();
        }}
      />
      <div>
        <Button size="small" look="quiet" onClick={onStop}>
          Leave off <Kbd keys="Esc" />
        </Button>
      </div>
    </section>
  );
}
