import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { answerOf, api, wordsOf } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { toast } from '../../ui/toast.tsx';
import { rejectionReasons } from './actions.ts';
import { endName, type Edge, type EdgeDetail, type Status } from './edges.ts';

interface EditFormProps {
  readonly edge: Edge;
  readonly detail: EdgeDetail | undefined;
  readonly onDecide: (status: Status, note: string) => void;
  readonly onClose: () => void;
}

/** A decision with a note, and the direction of a relationship. */
export function EditForm({ edge, detail, onDecide, onClose }: EditFormProps) {
  const [note, setNote] = useState('');
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    element.current?.querySelector('textarea')?.focus();
  }, []);
  const client = useQueryClient();
  const [from, to] = [detail?.attributes.from, detail?.attributes.to];
  const canTurn = edge.kind === 'relationship' && from?.length === 1 && to?.length === 1 && edge.type !== 'FOREIGN_KEY';
  const turning = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/api/integration-sources/{integration_source_id}/relationships', {
          params: { path: { integration_source_id: edge.from.integration_source_id } },
          body: { from_column_id: to?.[0]?.id ?? '', to_table_id: edge.from.entity_id, to_column_name: from?.[0]?.name ?? '' },
        }),
      ),
    onSuccess: () => {
      toast(`${endName(edge.to)} to ${endName(edge.from)} added, and approved by that`);
      onDecide('REJECTED', [rejectionReasons[2], note].filter(Boolean).join(': '));
      void client.invalidateQueries({ queryKey: ['edges', 'facets'] });
    },
    onError: (error) => toast(`Not turned: ${wordsOf(error)}`, { tone: 'bad' }),
  });
  return (
    <form
      ref={element}
      aria-label="Edit"
      className="flex flex-col gap-3 rounded-md border border-line-strong bg-raised p-3"
      onSubmit={(event) => event.preventDefault()}
    >
      <TextField
        label="Note"
        hint="Goes with the decision; the history of the edge shows it."
        rows={2}
        maxLength={10_000}
        value={note}
        onChange={({ target }) => setNote(target.value)}
        onKeyDown={({ key }) => void (key === 'Escape' && onClose())}
      />
      <div className="flex flex-wrap gap-2">
        <Button look="good" size="small" onClick={() => onDecide('APPROVED', note)}>
          Approve with note
        </Button>
        <Button look="bad" size="small" onClick={() => onDecide('REJECTED', note)}>
          Reject with note
        </Button>
        {edge.status !== 'SUGGESTED' && (
          <Button size="small" onClick={() => onDecide('SUGGESTED', note)}>
            Reopen
          </Button>
        )}
        {canTurn && (
          <Button
            size="small"
            disabled={turning.isPending}
            onClick={() => turning.mutate()}
            title={`Adds ${endName(edge.to)} to ${endName(edge.from)}, and rejects this one`}
          >
            It is the other way round
          </Button>
        )}
        <Button look="quiet" size="small" onClick={onClose}>
          Close
        </Button>
      </div>
    </form>
  );
}
