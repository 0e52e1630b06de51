/** A seeded source of choices: the same seed and the same calls give the same answers on every machine. */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** Both ends included. */
  integer(least: number, greatest: number): number;
  chance(share: number): boolean;
  pick<T>(items: readonly T[]): T;
  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T;
  /** Like `pick`, but the first items come up far more often than the last. */
  skewed<T>(items: readonly T[]): T;
  /** `count` different items, or all where there are fewer, in random order. */
  sample<T>(items: readonly T[], count: number): T[];
  /** `length` characters of `alphabet`. */
  text(alphabet: string, length: number): string;
  /** An independent source: what is drawn from it does not move what is drawn from this one. */
  branch(name: string): Random;
}

/** Based on sfc32 of PractRand (Chris Doty-Humphrey), seeded by FNV-1a of the text. */
export function createRandom(seed: string): Random {
  let [a, b, c, counter] = [hash(`${seed}:a`), hash(`${seed}:b`), hash(`${seed}:c`), 1];

  function next(): number {
    const sum = (((a + b) >>> 0) + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum / 4294967296;
  }
  for (let i = 0; i < 12; i += 1) next();

  const integer = (least: number, greatest: number) => least + Math.floor(next() * (greatest - least + 1));

  return {
    next,
    integer,
    chance: (share) => next() < share,
    pick: (items) => at(items, Math.floor(next() * items.length)),
    skewed: (items) => {
      const position = next();
      return at(items, Math.floor(position * position * position * items.length));
    },
    weighted(items) {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      const index = items.findIndex(([, weight]) => (left -= weight) < 0);
      return at(items, index < 0 ? items.length - 1 : index)[0];
    },
    sample(items, count) {
      const rest = [...items];
      const wanted = Math.min(count, rest.length);
      for (let i = 0; i < wanted; i += 1) {
        const j = integer(i, rest.length - 1);
        [rest[i], rest[j]] = [at(rest, j), at(rest, i)];
      }
      return rest.slice(0, wanted);
    },
    text: (alphabet, length) => Array.from({ length }, () => alphabet.charAt(Math.floor(next() * alphabet.length))).join(''),
    branch: (name) => createRandom(`${seed}/${name}`),
  };
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[Math.min(index, items.length - 1)];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
