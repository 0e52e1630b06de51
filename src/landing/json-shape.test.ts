import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, jsonAt } from '../connectors/json-value.ts';
import { addValue, emptyShape, leavesOf } from './json-shape.ts';
import { parsedJson, valueText } from './json-values.ts';

function leaves(...values: readonly unknown[]) {
  const shape = emptyShape();
  for (const value of values) addValue(shape, value);
  return leavesOf(shape).map(({ path, dataType, isList }) => `${path.join('.')} ${dataType}${isList ? ' list' : ''}`);
}

describe('the shape of JSON values', () => {
  test.each([
    [[{ a: 1, b: { c: 'x', d: true } }], ['a number', 'b.c string', 'b.d boolean']],
    [[{ a: null }, { a: 'x' }], ['a string']],
    [[{ a: null }], ['a json']],
    [[{ a: [1, 2] }, { a: [] }], ['a array list']],
    [[{ a: [] }], ['a array']],
    [[{ a: [{ b: 1 }] }], ['a array']],
    [[{ a: 'x' }, { a: 1 }], ['a string']],
    // What is an object once and a text another time is one value.
    [[{ a: 'cus_1' }, { a: { id: 'cus_1' } }], ['a json']],
    [[{ a: {} }], ['a object']],
    [[{ a: { b: { c: { d: { e: { f: { g: 1 } } } } } } }], ['a.b.c.d.e.f object']],
    [['x'], [' string']],
  ])('%j', (values, expected) => expect(leaves(...values)).toEqual(expected));

  test('keys that few objects share are data', () => {
    const maps = Array.from({ length: 200 }, (_, i) => ({ id: i, rates: { [`cur${i}`]: i } }));
    expect(leaves(...maps)).toEqual(['id number', 'rates object']);
    const wide = Array.from({ length: 20 }, () => Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`p${i}`, 'x'])));
    expect(leaves(...wide)).toHaveLength(300);
  });
});

describe('properties', () => {
  const json = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6 });

  test('every value of an object lies at exactly one leaf, and is read there as it is', () => {
    fc.assert(
      fc.property(json, (value) => {
        const parsed = parsedJson(JSON.stringify(value));
        const shape = emptyShape();
        addValue(shape, parsed);
        const paths = leavesOf(shape).map(({ path }) => path);
        expect(new Set(paths.map((path) => JSON.stringify(path))).size).toBe(paths.length);
        const rebuilt = paths.map((path) => [path, jsonAt(parsed, path)] as const);
        expect(rebuilt.length).toBe(countLeaves(parsed));
        for (const [, found] of rebuilt) expect(found === null || valueText(found) !== null).toBe(true);
      }),
    );
  });

  test('whole numbers of any length keep their digits', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.string(), (number, text) => {
        const found = parsedJson(`{"text":${JSON.stringify(text)},"number":${String(number)}}`);
        expect(valueText(jsonAt(found, ['number']))).toBe(String(number));
        expect(jsonAt(found, ['text'])).toBe(text);
      }),
    );
  });

  test('what is no JSON is nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => void parsedJson(text)));
    expect(parsedJson('{"a":')).toBeUndefined();
  });
});

/** Objects with members are taken apart, all else is one. */
function countLeaves(value: unknown): number {
  if (!isJsonObject(value) || Object.keys(value).length === 0) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + countLeaves(member), 0);
}
