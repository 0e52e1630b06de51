import fc from 'fast-check';
import { expect, test } from 'vitest';
import { suggestLabel } from './instance-label.ts';

test('is a new upper-case label of at most 20 characters, whatever the name and however many there are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (name, sources) => {
      const taken = new Set<string>();
      for (let n = 0; n < sources; n += 1) {
        const label = suggestLabel(name, taken);
        expect(label).toMatch(/^[A-Z0-9_]{1,20}$/);
        expect(taken.has(label)).toBe(false);
        taken.add(label);
      }
    }),
  );
});

test('tells what it was made of', () => {
  expect(suggestLabel('café orders 2024', new Set())).toBe('CAFE_ORDERS_2024');
  expect(suggestLabel('???', new Set())).toBe('SOURCE');
  expect(suggestLabel('us', new Set(['US', 'US_2']))).toBe('US_3');
});
