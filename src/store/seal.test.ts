import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testHome } from '../../test/support/store.ts';
import { openSealer, seal, unseal } from './seal.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('sealed bytes', () => {
  test('open with the same key and place', () => {
    fc.assert(
      fc.property(key, fc.string(), fc.uint8Array(), (dataKey, bound, bytes) => {
        expect(unseal(dataKey, bound, seal(dataKey, bound, bytes))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test('do not open with another key, in another place, or changed anywhere', () => {
    fc.assert(
      fc.property(key, fc.uint8Array(), fc.nat(), fc.integer({ min: 1, max: 255 }), (dataKey, bytes, position, flip) => {
        const sealed = seal(dataKey, 'here', bytes);
        const changed = Buffer.from(sealed);
        const at = position % changed.length;
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(() => unseal(dataKey, 'here', changed)).toThrow('does not open');
        expect(() => unseal(dataKey, 'there', sealed)).toThrow('does not open');
        expect(() =>
          unseal(
            Buffer.from(dataKey).map((byte) => byte ^ 1),
            'here',
            sealed,
          ),
        ).toThrow('does not open');
        expect(() => unseal(dataKey, 'here', sealed.subarray(0, at))).toThrow('does not open');
      }),
    );
  });

  test('differ each time', () => {
    expect(seal(Buffer.alloc(32), 'x', Buffer.of(1)).equals(seal(Buffer.alloc(32), 'x', Buffer.of(1)))).toBe(false);
  });
});

describe("the installation's key", () => {
  test('lies in a private file of the home, made once', () => {
    const home = testHome();
    const { dataKey, wrapped } = openSealer(home, undefined).newDataKey('a');
    expect(statSync(join(home, 'secret.key')).mode & 0o777).toBe(0o600);
    chmodSync(join(home, 'secret.key'), 0o644);
    expect(openSealer(home, undefined).unwrap('a', wrapped)).toEqual(dataKey);
    expect(statSync(join(home, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(() => openSealer(home, undefined).unwrap('b', wrapped)).toThrow('another key');
    expect(() => openSealer(testHome(), undefined).unwrap('a', wrapped)).toThrow('another key');
    writeFileSync(join(home, 'secret.key'), 'short');
    expect(() => openSealer(home, undefined)).toThrow('damaged');
  });

  test('may be given instead', () => {
    const { dataKey, wrapped } = openSealer(testHome(), 'a long enough secret').newDataKey('a');
    expect(openSealer(testHome(), 'a long enough secret').unwrap('a', wrapped)).toEqual(dataKey);
    expect(() => openSealer(testHome(), 'quite another secret').unwrap('a', wrapped)).toThrow('another key');
    expect(() => openSealer(testHome(), Buffer.alloc(16))).toThrow('must have 32 bytes');
  });
});
