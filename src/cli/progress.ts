import type { ScanProgress } from '../domain/job.ts';
import { count, fit, printable } from './text.ts';

const verbs: Readonly<Record<ScanProgress['phase'], string>> = {
  introspect: 'reading the catalog of',
  profile: 'profiling',
  sketch: 'sketching',
  infer: 'finding relationships in',
  link: 'linking',
  store: 'storing',
};

const plainEveryMs = 5000;

/** Shows how a scan comes along: one line that is redrawn on a terminal, else a line per phase and every few seconds. */
export interface ProgressView {
  show(progress: ScanProgress): void;
  /** Clears the redrawn line, so that other output starts clean. */
  clear(): void;
}

export function progressView(stream: NodeJS.WriteStream): ProgressView {
  const isTerminal = stream.isTTY;
  let key = '';
  let startedAt = 0;
  let shownAt = 0;
  let shown = '';
  return {
    show(progress) {
      const now = Date.now();
      const current = `${progress.source} ${progress.phase}`;
      const isNew = current !== key;
      if (isNew) {
        key = current;
        startedAt = now;
      }
      const text = line(progress, (now - startedAt) / 1000);
      if (isTerminal) {
        stream.write(`\r\u001b[2K${fit(text, (stream.columns ?? 80) - 1)}`);
      } else if (isNew || (now - shownAt >= plainEveryMs && text !== shown)) {
        stream.write(`${text}\n`);
        shownAt = now;
        shown = text;
      }
    },
    clear() {
      if (isTerminal && key !== '') stream.write('\r\u001b[2K');
    },
  };
}

function line(progress: ScanProgress, seconds: number): string {
  const parts = [`${verbs[progress.phase]} ${printable(progress.source)}`];
  if (progress.total > 0) parts.push(`${count(progress.done)} of ${count(progress.total)} ${progress.unit}`);
  if (progress.rows > 0) parts.push(`${count(progress.rows)} rows`);
  if (progress.rows > 0 && seconds >= 1) parts.push(`${count(progress.rows / seconds)} rows/s`);
  return parts.join(', ');
}
