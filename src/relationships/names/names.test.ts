import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchNames } from './match.ts';
import { schemaNames } from './schema-names.ts';
import { jaroWinkler, trigramDice, wordSimilarity } from '../../profiling/word-similarity.ts';
import { singular } from './singular.ts';
import { splitName, stemOf } from './tokens.ts';

test.each([
  ['salesRepEmployeeNumber', ['sales', 'rep', 'employee', 'number']],
  ['asm_seq_region_id', ['asm', 'seq', 'region', 'id']],
  ['HTTPServerID', ['http', 'server', 'id']],
  ['Código Cliente', ['codigo', 'cliente']],
  ['line2', ['line', '2']],
])('splits %s', (name, tokens) => expect(splitName(name)).toEqual(tokens));

test.each([
  ['categories', 'category'],
  ['addresses', 'address'],
  ['statuses', 'status'],
  ['people', 'person'],
  ['clientes', 'cliente'],
  ['habitaciones', 'habitacion'],
  ['situacoes', 'situacao'],
  ['bestellungen', 'bestellung'],
  ['bureaux', 'bureau'],
])('%s is of %s', (plural, one) => expect(singular(plural)).toBe(one));

test.each([
  ['customer_id', ['customer'], 'id', false],
  ['id_cliente', ['cliente'], 'id', true],
  ['codigo_producto', ['producto'], 'code', true],
  ['reports_to', ['report', 'to'], null, false],
])('takes %s apart', (name, words, keyWord, keyWordFirst) => expect(stemOf(splitName(name))).toEqual({ words, keyWord, keyWordFirst }));

describe('properties', () => {
  const name = fc.string({ maxLength: 40 });
  const word = fc.stringMatching(/^[a-z]{1,12}$/u);

  test('tokens are lower case, hold no separator, and splitting them again changes nothing', () => {
    fc.assert(
      fc.property(name, (text) => {
        const tokens = splitName(text);
        for (const token of tokens) expect(token).toMatch(/^[\p{L}\p{N}]+$/u);
        expect(splitName(tokens.join('_'))).toEqual(tokens);
      }),
    );
  });

  test('singular is idempotent', () => {
    fc.assert(
      fc.property(word, (text) => {
        expect(singular(singular(text))).toBe(singular(text));
      }),
    );
  });

  test('similarities are symmetric, between 0 and 1, and 1 for the same', () => {
    for (const measure of [jaroWinkler, trigramDice, wordSimilarity]) {
      fc.assert(
        fc.property(word, word, (a, b) => {
          const value = measure(a, b);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          expect(measure(b, a)).toBeCloseTo(value, 9);
          expect(measure(a, a)).toBe(1);
        }),
      );
    }
  });
});

test('table prefixes and column prefixes do not get in the way', () => {
  const names = schemaNames(
    ['app_customers', 'app_orders', 'app_lines'],
    [
      ['c_custkey', 'c_name', 'c_phone'],
      ['o_orderkey', 'o_custkey', 'o_date'],
      ['l_orderkey', 'l_qty', 'l_tax'],
    ],
  );
  expect(names.tables.map((table) => table.words)).toEqual([['customer'], ['order'], ['line']]);
  expect(names.columns[1]?.[1]).toMatchObject({ words: ['cust'], keyWord: 'key' });
});

test.each([
  ['billing_address_id', 'addresses', 'id'],
  ['cust_no', 'customers', 'customer_no'],
  ['countrycode', 'country', 'code'],
  ['codigo_empleado', 'empleados', 'codigo'],
  ['customerId', 'tbl_customer', 'CustomerID'],
])('%s fits %s.%s better than another table', (child, table, key) => {
  const names = schemaNames(['notes', table, 'warehouses'], [[child], [key], ['id']]);
  const column = names.columns[0]?.[0];
  const target = names.columns[1]?.[0];
  const other = names.columns[2]?.[0];
  if (column === undefined || target === undefined || other === undefined) throw new Error('names are missing');
  expect(matchNames(names, column, 0, 1, target).best).toBeGreaterThan(0.6);
  expect(matchNames(names, column, 0, 1, target).best).toBeGreaterThan(matchNames(names, column, 0, 2, other).best + 0.3);
});
