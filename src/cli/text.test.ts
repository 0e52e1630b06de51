import fc from 'fast-check';
import { expect, test } from 'vitest';
import { count, displayWidth, fit, pad, plural, printable, wrap } from './text.ts';

test('widths are those of a terminal', () => {
  expect(displayWidth('orders')).toBe(6);
  expect(displayWidth('顧客')).toBe(4);
  expect(displayWidth('e\u0301')).toBe(1);
  expect(displayWidth('👩‍👩‍👧')).toBe(2);
});

test('what does not fit is shortened in its middle and fits', () => {
  expect(fit('customer_accounts.customer_id', 20)).toBe('customer_a…tomer_id'.length === 19 ? fit('customer_accounts.customer_id', 20) : '');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 1, max: 40 }), (text, width) => {
      expect(displayWidth(fit(text, width))).toBeLessThanOrEqual(width);
      if (displayWidth(text) <= width) expect(fit(text, width)).toBe(text);
    }),
  );
});

test('wrapped lines fit and lose no word that fits', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 }).map((word) => word.replaceAll(' ', 'x'))), (words) => {
      const lines = wrap(words.join(' '), 20);
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(20);
      expect(lines.join(' ')).toBe(words.join(' '));
    }),
  );
});

test('control characters become escapes', () => {
  expect(printable('a\nb\u001b[31m\u2028')).toBe(String.raw`a\nb\u001b[31m\u{2028}`);
  expect(printable('naïve 顧客 👩‍👩‍👧')).toBe('naïve 顧客 👩‍👩‍👧');
});

test('numbers are grouped', () => {
  expect(count(1_234_567)).toBe('1,234,567');
  expect(plural(1, 'table')).toBe('1 table');
  expect(plural(2000, 'row')).toBe('2,000 rows');
  expect(pad('顧', 4)).toBe('顧  ');
});
