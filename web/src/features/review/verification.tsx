import { useEffect, useRef } from 'react';
import { count, since } from '../../format.ts';
import type { EdgeDetail } from './edges.ts';

/** What running the SQL of the evidence again gave. */
export function Verification({ detail }: { readonly detail: EdgeDetail }) {
  const { verification } = detail;
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef(verification?.checked_at);
  useEffect(() => {
    // Who asked for it with a key shall see it, wherever the panel is scrolled to.
    if (shown.current !== verification?.checked_at) box.current?.scrollIntoView({ block: 'center' });
    shown.current = verification?.checked_at;
  }, [verification?.checked_at]);
  if (verification === null) return null;
  const { agrees, is_sample: isSample, statements, checked_at: at } = verification;
  return (
    <div ref={box} className="flex flex-col gap-2 rounded-md border border-line p-3" data-testid="verification">
      <p className={agrees ? 'text-good' : 'text-warn'}>
        {agrees ? '✓ The source still says what the evidence says' : '⚠ The source says something else now'}, {since(at)}.
        {!agrees && !isSample && ' Scan the source to measure it anew.'}
      </p>
      {isSample && <p className="text-xs text-muted">The evidence speaks of a sample of the rows, the check of all of them: they may differ.</p>}
      {statements.map(({ source, stored, now, problem }, i) => (
        <div key={i}>
          {problem !== null && <p className="text-bad">{`${source}: ${problem}`}</p>}
          {now !== null && (
            <table className="w-full text-xs">
              <caption className="text-left text-muted">{source}</caption>
              <thead className="text-left text-muted">
                <tr>
                  <th className="font-normal">Count</th>
                  <th className="text-right font-normal">Evidence</th>
                  <th className="text-right font-normal">Now</th>
                </tr>
              </thead>
              <tbody>
                {Object.keys(stored).map((name) => (
                  <tr key={name} className={stored[name] === now[name] ? '' : 'font-semibold text-warn'}>
                    <td>{name.replaceAll('_', ' ')}</td>
                    <td className="text-right font-mono">{count(stored[name] ?? 0)}</td>
                    <td className="text-right font-mono">{now[name] === undefined ? '–' : count(now[name])}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      ))}
    </div>
  );
}
