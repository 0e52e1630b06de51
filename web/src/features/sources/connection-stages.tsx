import { cx } from '../../ui/cx.ts';
import type { ConnectionTest } from './queries.ts';

const stages = [
  { name: 'resolve', word: 'Find the address' },
  { name: 'connect', word: 'Connect' },
  { name: 'authenticate', word: 'Sign in' },
  { name: 'list', word: 'List what is there' },
  { name: 'read', word: 'Read a little' },
] as const;

/** How an attempt to connect went, stage by stage, and what to do where it failed. */
export function ConnectionStages({ test, isRunning }: { readonly test: ConnectionTest | undefined; readonly isRunning: boolean }) {
  if (test === undefined && !isRunning) return null;
  const isGood = test?.connection_status === 'connected';
  return (
    <section
      aria-label="Connection test"
      aria-busy={isRunning}
      data-testid="connection-test"
      className={cx(
        'rounded-lg border p-3',
        isRunning || test === undefined ? 'border-line bg-raised' : isGood ? 'border-good bg-good-soft' : 'border-bad bg-bad-soft',
      )}
    >
      <div role="status">
        <p className="font-semibold">
          {isRunning || test === undefined
            ? 'Trying to connect…'
            : isGood
              ? `Connected${test.server === null ? '' : `: ${test.server}`}`
              : failure(test)}
        </p>
        {!isRunning && test !== undefined && test.detail !== null && (
          <p className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">{test.detail}</p>
        )}
      </div>
      {!isRunning && test !== undefined && (
        <ol className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {stages.map(({ name, word }) => {
            const state = stateOf(test, name);
            return (
              <li key={name} className={cx('flex items-center gap-1', state === 'failed' && 'font-semibold')}>
                <span aria-hidden="true">{{ passed: '✓', failed: '✕', open: '○' }[state]}</span>
                {word}
                <span className="sr-only">{{ passed: ': passed', failed: ': failed', open: ': not reached' }[state]}</span>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

function failure({ failed_stage: failed }: ConnectionTest): string {
  const stage = stages.find(({ name }) => name === failed);
  return stage === undefined ? 'It does not connect' : `It fails at: ${stage.word}`;
}

function stateOf({ passed, failed_stage: failed }: ConnectionTest, name: string): 'passed' | 'failed' | 'open' {
  if (name === failed) return 'failed';
  return passed.includes(name) ? 'passed' : 'open';
}
