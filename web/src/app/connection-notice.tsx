import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { announce } from './announce.tsx';
import { Icon } from '../ui/icon.tsx';

/** Says that the server does not answer, what waits, and that it goes on. */
export function ConnectionNotice() {
  const [isOnline, setOnline] = useState(onlineManager.isOnline());
  const queries = useQueryClient();
  useEffect(
    () =>
      onlineManager.subscribe((next) => {
        setOnline(next);
        announce(next ? 'The connection is back. Work goes on.' : 'The connection to the server is lost. Changes wait until it is back.');
        if (next) void queries.invalidateQueries();
      }),
    [queries],
  );
  if (isOnline) return null;
  return (
    <div className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-1.5 text-warn" data-testid="connection-lost">
      <Icon name="warning" />
      The connection to the server is lost. What you decide waits here and is sent when it is back.
    </div>
  );
}
