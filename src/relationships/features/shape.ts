import { mean, type Signal } from './signal.ts';
import type { AttributeProfile } from '../../domain/profile.ts';

/** Whether values of both sides look alike: class, length, format. */
export const shape: Signal = {
  name: 'shape',
  features: ['shape.integer', 'shape.text', 'shape.date', 'shape.sameClass', 'shape.length', 'shape.masks', 'shape.childLength'],
  measure({ child, key }) {
    const pairs = child.flatMap((column, i) => {
      const target = key.columns[i]?.profile;
      return target === undefined ? [] : [[column.profile, target] as const];
    });
    const share = (test: (a: AttributeProfile, b: AttributeProfile) => boolean) => mean(pairs.map(([a, b]) => (test(a, b) ? 1 : 0)));
    return [
      share((a) => a.valueClass === 'integer'),
      share((a) => a.valueClass === 'text'),
      share((a) => a.valueClass === 'date' || a.valueClass === 'timestamp'),
      share((a, b) => a.valueClass === b.valueClass),
      mean(pairs.map(([a, b]) => Math.abs((a.length?.mean ?? 0) - (b.length?.mean ?? 0)) / Math.max(1, a.length?.mean ?? 0, b.length?.mean ?? 0))),
      mean(pairs.map(([a, b]) => maskOverlap(a, b))),
      Math.log1p(mean(pairs.map(([a]) => a.length?.mean ?? 0))),
    ];
  },
};

function maskOverlap(a: AttributeProfile, b: AttributeProfile): number {
  const total = a.masks.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return 0;
  const known = new Set(b.masks.map(({ mask }) => mask));
  return a.masks.reduce((sum, { mask, count }) => sum + (known.has(mask) ? count : 0), 0) / total;
}
