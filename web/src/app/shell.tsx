import { Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { Toasts } from '../ui/toast.tsx';
import { useActions, type Action } from './actions.ts';
import { Announcer } from './announce.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { Help } from './help.tsx';
import { Navigation } from './navigation.tsx';
import { TopBar } from './top-bar.tsx';

interface ShellTarget {
  readonly openHelp: () => void;
}

const shellActions: readonly Action<ShellTarget>[] = [{ id: 'help', label: 'Show the keys', keys: ['?'], perform: ({ openHelp }) => openHelp() }];

/** What is around every page. */
export function Shell() {
  const [isHelping, setHelping] = useState(false);
  useActions('Everywhere', shellActions, { openHelp: () => setHelping(true) });
  return (
    <div className="flex h-full flex-col">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded focus:bg-surface focus:p-2">
        Skip to content
      </a>
      <TopBar onHelp={() => setHelping(true)} />
      <ConnectionNotice />
      <div className="flex min-h-0 flex-1 flex-col sm:flex-row">
        <Navigation />
        <main id="main" tabIndex={-1} className="min-h-0 min-w-0 flex-1 overflow-y-auto focus:outline-none">
          <Outlet />
        </main>
      </div>
      <Toasts />
      <Announcer />
      {isHelping && <Help onClose={() => setHelping(false)} />}
    </div>
  );
}
