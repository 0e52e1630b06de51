import type { ReactNode } from 'react';
import { cx } from './cx.ts';

const tones = {
  plain: 'bg-raised text-muted',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-good-soft text-good',
  bad: 'bg-bad-soft text-bad',
  warn: 'bg-warn-soft text-warn',
  info: 'bg-info-soft text-info',
} as const;
export type Tone = keyof typeof tones;

export function Badge({ tone = 'plain', children, title }: { readonly tone?: Tone; readonly children: ReactNode; readonly title?: string }) {
  return (
    <span title={title} className={cx('inline-flex items-center gap-1 whitespace-nowrap rounded px-1.5 py-0.5 text-xs font-medium', tones[tone])}>
      {children}
    </span>
  );
}

const statuses = {
  SUGGESTED: { tone: 'info', sign: '?', word: 'Suggested' },
  APPROVED: { tone: 'good', sign: '✓', word: 'Approved' },
  REJECTED: { tone: 'bad', sign: '✕', word: 'Rejected' },
} as const;

/** The status of an edge: by sign and word, not by colour alone. */
export function StatusBadge({ status }: { readonly status: keyof typeof statuses }) {
  const { tone, sign, word } = statuses[status];
  return (
    <Badge tone={tone}>
      <span aria-hidden="true">{sign}</span>
      {word}
    </Badge>
  );
}
