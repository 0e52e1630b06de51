import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { moment } from '../../format.ts';
import { wordsOf } from '../../api/client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { toast } from '../../ui/toast.tsx';
import { sendDescription, type Described, type DescriptionPlace } from './described.ts';

const origins = {
  ai_generated: 'written by a model',
  manual_edit: 'written by a person',
  imported: 'imported',
  information_schema: 'from the source',
} as const;

/** Who chose to edit means to type. */
const focused = (element: HTMLTextAreaElement | null): void => element?.focus();

/** What a thing is, in people's words: where that comes from, and a way to say it better. */
export function Description({ place, read, label }: { readonly place: DescriptionPlace; readonly read: Described; readonly label: string }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<string>();
  /** What the draft was begun from. */
  const [base, setBase] = useState(read);
  const [others, setOthers] = useState<Described>();
  const save = useMutation({
    mutationFn: (text: string) => sendDescription(place, text.trim() === '' ? null : text.trim(), base),
    onSuccess: (sent) => {
      void client.invalidateQueries({ queryKey: ['entities'] });
      if (sent.outcome === 'changed by others') {
        setOthers(sent.now);
        return;
      }
      setDraft(undefined);
      setOthers(undefined);
      toast(`The description of ${label} was saved.`);
    },
  });

  if (draft === undefined) {
    return (
      <div className="flex flex-col items-start gap-2">
        <p className={read.description ? 'max-w-prose whitespace-pre-line [overflow-wrap:anywhere]' : 'text-muted'}>
          {read.description ?? 'Nobody has described it yet.'}
        </p>
        <div className="flex flex-wrap items-center gap-2 text-xs text-muted">
          {read.description_source && <Badge>{origins[read.description_source]}</Badge>}
          {read.description_version !== undefined && <span>version {read.description_version}</span>}
          {read.description_generated_at && <span>{moment(read.description_generated_at)}</span>}
          <Button
            size="small"
            aria-label={`Edit the description of ${label}`}
            onClick={() => {
              setBase(read);
              setDraft(read.description ?? '');
            }}
          >
            Edit
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form
      className="flex max-w-2xl flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(draft);
      }}
    >
      <TextField
        label={`Description of ${label}`}
        rows={3}
        value={draft}
        ref={focused}
        error={save.error === null ? undefined : wordsOf(save.error)}
        onChange={({ target }) => setDraft(target.value)}
      />
      {others !== undefined && (
        <div role="alert" className="flex flex-col items-start gap-2 rounded-md bg-warn-soft p-3 text-warn">
          <p>
            Somebody changed it meanwhile. It now says: <q className="[overflow-wrap:anywhere]">{others.description ?? 'nothing'}</q>
          </p>
          <div className="flex flex-wrap gap-2">
            <Button
              size="small"
              onClick={() => {
                setDraft(undefined);
                setOthers(undefined);
              }}
            >
              Keep theirs
            </Button>
            <Button
              size="small"
              onClick={() => {
                setBase(others);
                setOthers(undefined);
              }}
            >
              Go on with mine
            </Button>
          </div>
        </div>
      )}
      <div className="flex gap-2">
        <Button look="primary" type="submit" disabled={save.isPending || others !== undefined}>
          Save
        </Button>
        <Button
          onClick={() => {
            setDraft(undefined);
            setOthers(undefined);
            save.reset();
          }}
        >
          Cancel
        </Button>
      </div>
    </form>
  );
}
