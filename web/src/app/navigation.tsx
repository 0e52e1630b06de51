import { Link } from '@tanstack/react-router';
import { Icon, type IconName } from '../ui/icon.tsx';

const places: readonly { readonly to: string; readonly label: string; readonly icon: IconName }[] = [
  { to: '/review', label: 'Review', icon: 'review' },
  { to: '/sources', label: 'Sources', icon: 'sources' },
  { to: '/map', label: 'Map', icon: 'map' },
  { to: '/paths', label: 'Paths', icon: 'paths' },
  { to: '/crosswalks', label: 'Crosswalks', icon: 'crosswalks' },
  { to: '/health', label: 'Health', icon: 'health' },
  { to: '/audit', label: 'Audit', icon: 'audit' },
  { to: '/settings', label: 'Settings', icon: 'settings' },
];

/** The pages: beside the content where there is room, below it on a phone. */
export function Navigation() {
  return (
    <nav
      aria-label="Pages"
      className="order-last flex shrink-0 gap-1 overflow-x-auto border-t border-line bg-surface p-1 sm:order-first sm:w-40 sm:flex-col sm:border-t-0 sm:border-r sm:p-2"
    >
      {places.map(({ to, label, icon }) => (
        <Link
          key={to}
          to={to}
          className="flex min-h-9 shrink-0 flex-col items-center gap-0.5 rounded-md px-2.5 py-1.5 text-xs text-muted hover:bg-raised hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent sm:flex-row sm:gap-2.5 sm:text-sm sm:font-medium"
        >
          <Icon name={icon} />
          {label}
        </Link>
      ))}
    </nav>
  );
}
