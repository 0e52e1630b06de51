import { useEffect, type ReactNode } from 'react';

/** A page with its title, which is also the window's. `isFilling`: the content scrolls by itself and takes all the room. */
export function Page({
  title,
  lead,
  actions,
  isFilling = false,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly isFilling?: boolean;
  readonly children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Cognate`;
  }, [title]);
  return (
    <div className={isFilling ? 'flex h-full min-h-0 flex-col' : 'mx-auto flex w-full max-w-[100rem] flex-col gap-4 p-4 sm:p-6'}>
      <header className={`flex flex-wrap items-start justify-between gap-3 ${isFilling ? 'border-b border-line px-4 py-3' : ''}`}>
        <div className="min-w-0">
          <h1 className="text-lg font-semibold [overflow-wrap:anywhere]">{title}</h1>
          {lead !== undefined && <p className="text-muted">{lead}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
