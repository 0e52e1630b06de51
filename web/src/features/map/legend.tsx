import { lineLooks } from './edge-words.ts';

/** What the lines mean. */
export function Legend() {
  return (
    <details className="absolute bottom-2 left-2 z-10 rounded-md border border-line bg-surface/95 text-xs" open={window.innerWidth > 1600}>
      <summary className="min-h-6 px-2.5 py-1 font-medium">Lines</summary>
      <dl className="grid grid-cols-[3.25rem_auto] items-center gap-x-2.5 gap-y-0.5 px-2.5 pb-2">
        {lineLooks.map(({ name, dash, colour }) => (
          <div key={name} className="contents">
            <dt>
              <svg width="52" height="12" viewBox="0 0 52 12" aria-hidden="true">
                <path
                  d="M0 6H52"
                  stroke={`var(--${colour})`}
                  strokeWidth="2"
                  strokeDasharray={dash?.join(' ')}
                  strokeLinecap={(dash?.[0] ?? 9) < 2 ? 'round' : 'butt'}
                />
                {name === 'rejected' && <path d="M22 2l8 8M30 2l-8 8" stroke="var(--bad)" strokeWidth="1.5" />}
              </svg>
            </dt>
            <dd>{name}</dd>
          </div>
        ))}
        <dt>
          <svg width="52" height="14" viewBox="0 0 52 14" aria-hidden="true" fill="none" stroke="var(--ink)" strokeWidth="1.5">
            <path d="M0 0L12 7L0 14M12 7H52M45 1V13" />
          </svg>
        </dt>
        <dd>many to one, proven</dd>
        <dt>
          <svg width="52" height="14" viewBox="0 0 52 14" aria-hidden="true" fill="none" stroke="var(--ink)" strokeWidth="1.5">
            <path d="M0 7H52M43 2L52 7L43 12" />
          </svg>
        </dt>
        <dd>refers to, not proven</dd>
        <dt>
          <svg width="52" height="14" viewBox="0 0 52 14" aria-hidden="true" fill="none" stroke="var(--ink)">
            <path d="M12 7H40" strokeWidth="2.5" />
            <path d="M0 7l6-5 6 5-6 5zM40 7l6-5 6 5-6 5z" strokeWidth="1.5" />
          </svg>
        </dt>
        <dd>link between sources</dd>
      </dl>
    </details>
  );
}
