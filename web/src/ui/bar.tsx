import { cx } from './cx.ts';

const tones = { accent: 'bg-accent', good: 'bg-good', bad: 'bg-bad', warn: 'bg-warn', muted: 'bg-line-strong' } as const;

/** A share of 0..1 as a bar; the words beside it say the same. */
export function Bar({
  share,
  label,
  tone = 'accent',
  className,
}: {
  readonly share: number;
  readonly label: string;
  readonly tone?: keyof typeof tones;
  readonly className?: string;
}) {
  const width = `${Math.min(1, Math.max(0, share)) * 100}%`;
  return (
    <div role="img" aria-label={label} className={cx('h-2 overflow-hidden rounded-full bg-raised', className)}>
      <div className={cx('h-full rounded-full', tones[tone])} style={{ width }} />
    </div>
  );
}
