import type { Signal } from './signal.ts';

/** Where the child's numbers lie in the key's range, and whether either side is a run 1..n. */
export const range: Signal = {
  name: 'range',
  features: ['range.low', 'range.high', 'range.span', 'range.keyDense', 'range.childDense', 'range.sameMax', 'range.fromOne', 'range.childMax'],
  measure({ child, key }) {
    const own = child[0];
    const target = key.columns[0];
    const a = own?.profile;
    const b = target?.profile;
    if (child.length > 1 || own === undefined || target === undefined || a === undefined || b === undefined) return Array<number>(8).fill(Number.NaN);
    const dense = [target.dense ? 1 : 0, own.dense ? 1 : 0] as const;
    if (a.minNumber === null || a.maxNumber === null || b.minNumber === null || b.maxNumber === null) {
      return [Number.NaN, Number.NaN, Number.NaN, dense[0], dense[1], a.max !== null && a.max === b.max ? 1 : 0, 0, Number.NaN];
    }
    const width = Math.max(1, b.maxNumber - b.minNumber);
    const clip = (value: number) => Math.max(-0.5, Math.min(1.5, value));
    return [
      clip((a.minNumber - b.minNumber) / width),
      clip((a.maxNumber - b.minNumber) / width),
      clip((a.maxNumber - a.minNumber) / width),
      dense[0],
      dense[1],
      a.maxNumber === b.maxNumber ? 1 : 0,
      a.minNumber === 1 || a.minNumber === 0 ? 1 : 0,
      Math.log1p(Math.max(0, a.maxNumber)),
    ];
  },
};
