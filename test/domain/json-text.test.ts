import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonText, writeJson } from '../../src/domain/json-text.ts';

describe('stored JSON', () => {
  test('is copied into an answer as it stands', () => {
    const row = { id: 1, evidence: new JsonText('{"b": 1.0,  "a": [1e3]}'), other: null };
    expect(String(writeJson([row, { evidence: null }, row]))).toBe(
      '[{"id":1,"evidence":{"b": 1.0,  "a": [1e3]},"other":null},{"evidence":null},{"id":1,"evidence":{"b": 1.0,  "a": [1e3]},"other":null}]',
    );
  });

  test('means the value that it stands for, wherever it is and however it is written', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ plain: fc.jsonValue(), stored: fc.jsonValue() })), (rows) => {
        const given = rows.map(({ plain, stored }) => ({ plain, stored: new JsonText(JSON.stringify(stored)) }));
        expect(JSON.parse(String(writeJson(given)))).toEqual(JSON.parse(JSON.stringify(rows)));
        expect(JSON.stringify(given)).toBe(JSON.stringify(rows));
      }),
    );
  });

  test('is the value again for other writers, also after one that failed', () => {
    const circle: Record<string, unknown> = { evidence: new JsonText('{"a":1}') };
    circle['self'] = circle;
    expect(() => writeJson(circle)).toThrow(TypeError);
    expect(JSON.stringify({ evidence: new JsonText('{"a":1}') })).toBe('{"evidence":{"a":1}}');
  });
});
