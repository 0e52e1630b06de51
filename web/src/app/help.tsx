import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { characterKeys, useListedActions } from './actions.ts';
import { useCell } from './cell.ts';

/** The keys of this page and of the app. */
export function Help({ onClose }: { readonly onClose: () => void }) {
  const groups = useListedActions();
  const keys = useCell(characterKeys);
  return (
    <Dialog title="Keys" onClose={onClose}>
      {groups.map(({ group, actions }) => (
        <section key={group} className="mb-4">
          <h3 className="mb-1 font-semibold">{group}</h3>
          <dl className="grid grid-cols-[6rem_1fr] gap-y-1">
            {actions.map(({ id, label, keys: each }) => (
              <div key={id} className="contents">
                <dt className="flex gap-1">
                  {each.map((key) => (
                    <Kbd key={key} keys={key} />
                  ))}
                </dt>
                <dd>{label}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <label className="flex items-center gap-2">
        <input type="checkbox" checked={keys === 'on'} onChange={({ target }) => characterKeys.set(target.checked ? 'on' : 'off')} />
        Single-letter keys act
      </label>
    </Dialog>
  );
}
