import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainNumber } from './plain-number.ts';

it.each([
  ['1e+20', '100000000000000000000'],
  ['1.50', '1.5'],
  ['1.0', '1'],
  ['-0.0', '0'],
  ['1e-7', '0.0000001'],
  ['-1.25e2', '-125'],
  ['1.25e1', '12.5'],
  ['0.001', '0.001'],
  ['100', '100'],
  ['nan', 'NaN'],
  ['-inf', '-Infinity'],
  ['text', 'text'],
])('writes %s as %s', (text, expected) => {
  expect(plainNumber(text)).toBe(expected);
});

it('keeps the number and writes plain digits', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = plainNumber(String(value));
      expect(Number(text)).toBe(value + 0);
      expect(text).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
      expect(plainNumber(value.toExponential(20))).toBe(plainNumber(plainNumber(value.toExponential(20))));
    }),
  );
});
