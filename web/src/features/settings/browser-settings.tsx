import { characterKeys } from '../../app/actions.ts';
import { useCell } from '../../app/cell.ts';
import { theme, themes } from '../../app/theme.ts';
import { Card } from '../../ui/card.tsx';

const words = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;

/** What only this browser remembers. */
export function BrowserSettings() {
  const chosen = useCell(theme);
  const keys = useCell(characterKeys);
  return (
    <div className="grid max-w-3xl gap-4">
      <Card title="Theme">
        <fieldset className="flex flex-wrap gap-4">
          <legend className="sr-only">Theme</legend>
          {themes.map((name) => (
            <label key={name} className="flex min-h-6 items-center gap-2">
              <input type="radio" name="theme" checked={chosen === name} onChange={() => theme.set(name)} />
              {words[name]}
            </label>
          ))}
        </fieldset>
      </Card>
      <Card title="Keyboard">
        <label className="flex min-h-6 items-center gap-2 font-medium">
          <input type="checkbox" checked={keys === 'on'} onChange={({ target }) => characterKeys.set(target.checked ? 'on' : 'off')} />
          Single-letter keys act
        </label>
        <p className="text-muted">
          Such as j, k, a and r in the review. Turn them off where you speak to your computer, or where keys are pressed by mistake. Everything has a
          button too.
        </p>
      </Card>
    </div>
  );
}
