import { Link } from '@tanstack/react-router';
import { OrganizationSwitcher } from '../features/sign-in/organization-switcher.tsx';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useCell } from './cell.ts';
import { theme, themes, type Theme } from './theme.ts';

export function TopBar({ onHelp }: { readonly onHelp: () => void }) {
  const chosen = useCell(theme);
  return (
    <header className="flex min-h-12 shrink-0 items-center justify-between gap-3 border-b border-line bg-surface px-4">
      <Link to="/" className="flex items-center gap-2 text-base font-semibold">
        <svg width="26" height="26" viewBox="0 0 40 40" aria-hidden="true" className="text-accent">
          <g fill="none" stroke="currentColor" strokeWidth="4">
            <circle cx="14" cy="20" r="10" />
            <circle cx="26" cy="20" r="10" />
          </g>
        </svg>
        Cognate
      </Link>
      <div className="flex min-w-0 items-center gap-2">
        <OrganizationSwitcher />
        <select
          aria-label="Theme"
          value={chosen}
          onChange={({ target }) => theme.set(target.value as Theme)}
          className="hidden min-h-8 rounded-md border border-line bg-surface px-1.5 text-xs sm:block"
        >
          {themes.map((name) => (
            <option key={name} value={name}>
              {name === 'system' ? 'System theme' : name === 'light' ? 'Light' : 'Dark'}
            </option>
          ))}
        </select>
        <span className="hidden sm:block">
          <Button look="quiet" size="small" onClick={onHelp} aria-label="Show the keys">
            <Kbd keys="?" />
          </Button>
        </span>
      </div>
    </header>
  );
}
