import type { Staging } from '../../profiling/staging.ts';
import { capSql, nearestStep, nearestWithin, type Budget } from './blocking.ts';
import type { Plan, Run } from './records.ts';

/** The words of records, in order of the records (of the left side) or of the words (of the right side): `of` says of which place. */
interface Postings {
  readonly start: Int32Array;
  readonly of: Int32Array;
  readonly units: Int32Array;
}

interface Asked {
  readonly records: number;
  /** How many nearest of each record there are to be, where the budget allows. */
  readonly wanted: number;
}

interface Within {
  readonly staging: Staging;
  readonly budget: Budget;
  readonly signal: AbortSignal;
}

/** Finds the records nearest to each by their words: `near` (l, r). */
export async function findNearest(plan: Plan, { records, wanted }: Asked, { staging, budget, signal }: Within, run: Run): Promise<void> {
  const [row] = await staging.rows<{ cap: number }>(capSql(plan, budget), signal);
  const cap = row?.cap ?? 0;
  const nearest = nearestWithin(budget, records, wanted);
  await run(nearestStep(plan, cap, nearest), () => fillNearest(plan, cap, nearest, staging, signal));
}

/**
 * Fills `near` with what `nearestStep` says, faster than its SQL: the `nearest` records on the other side of each record of either side. Words that
 * more than `cap` records have do not count. Weights are whole numbers, so that both come to the same.
 */
async function fillNearest(plan: Plan, cap: number, nearest: number, staging: Staging, signal: AbortSignal): Promise<void> {
  await staging.run(
    `CREATE OR REPLACE TABLE tokens AS SELECT word, CAST(row_number() OVER (ORDER BY word) - 1 AS INTEGER) AS token FROM rarity WHERE records <= ${cap}`,
    signal,
  );
  const [sizes] = await staging.rows<{ tokens: number; l: number; r: number }>(
    'SELECT (SELECT count(*) FROM tokens) AS tokens, (SELECT count(*) FROM l) AS l, (SELECT count(*) FROM r) AS r',
    signal,
  );
  const { tokens = 0, l = 0, r = 0 } = sizes ?? {};
  const isSelf = plan.right === null;
  const left = await readPostings('lw', 'id', 'token', l, staging, signal);
  const right = isSelf ? turned(left, tokens) : await readPostings('rw', 'token', 'id', tokens, staging, signal);
  const pairs = nearestPairs(left, right, l, r, nearest, isSelf);
  await staging.run('CREATE OR REPLACE TABLE near_texts (l VARCHAR, r VARCHAR)', signal);
  await staging.db.append('near_texts', 2, batches(pairs), signal);
  await staging.run(
    'CREATE OR REPLACE TABLE near AS SELECT DISTINCT CAST(l AS INTEGER) AS l, CAST(r AS INTEGER) AS r FROM near_texts; DROP TABLE near_texts; DROP TABLE tokens',
    signal,
  );
}

async function readPostings(table: string, by: string, of: string, places: number, staging: Staging, signal: AbortSignal): Promise<Postings> {
  const from = `FROM ${table} JOIN tokens USING (word)`;
  const [counted] = await staging.rows<{ n: number }>(`SELECT count(*) AS n ${from}`, signal);
  const count = counted?.n ?? 0;
  const start = new Int32Array(places + 1);
  const [ofs, units] = [new Int32Array(count), new Int32Array(count)];
  let at = 0;
  for await (const [bys = [], some = [], weights = []] of staging.db.chunks(
    `SELECT ${by}, ${of}, CAST(units AS INTEGER) AS units ${from} ORDER BY ${by}, ${of}`,
    signal,
  )) {
    for (const place of bys) start[(place as number) + 1] = (start[(place as number) + 1] as number) + 1;
    ofs.set(some as number[], at);
    units.set(weights as number[], at);
    at += some.length;
  }
  for (let place = 0; place < places; place += 1) start[place + 1] = (start[place + 1] as number) + (start[place] as number);
  return { start, of: ofs, units };
}

/** The same in the order of what they were of. */
function turned({ start, of, units }: Postings, places: number): Postings {
  const counts = new Int32Array(places + 1);
  for (const place of of) counts[place + 1] = (counts[place + 1] as number) + 1;
  for (let place = 0; place < places; place += 1) counts[place + 1] = (counts[place + 1] as number) + (counts[place] as number);
  const next = counts.slice();
  const found = { start: counts, of: new Int32Array(of.length), units: new Int32Array(of.length) };
  for (let record = 0; record + 1 < start.length; record += 1) {
    for (let i = start[record] as number; i < (start[record + 1] as number); i += 1) {
      const at = next[of[i] as number] as number;
      next[of[i] as number] = at + 1;
      found.of[at] = record;
      found.units[at] = units[i] as number;
    }
  }
  return found;
}

/** Pairs of record numbers, one after the other. Of equally near records the first ones are taken. */
function nearestPairs(left: Postings, right: Postings, l: number, r: number, nearest: number, isSelf: boolean): number[] {
  const found: number[] = [];
  const likeness = new Float64Array(r);
  const met = new Int32Array(r);
  // Records come in order, so that of one table what was passed in a posting was met already: each pair meets once.
  const from = right.start.slice();
  const ofLeft = new Best(isSelf ? l : 1, nearest);
  const ofRight = isSelf ? ofLeft : new Best(r, nearest);
  for (let a = 0; a < l; a += 1) {
    let count = 0;
    for (let i = left.start[a] as number; i < (left.start[a + 1] as number); i += 1) {
      const [token, own] = [left.of[i] as number, left.units[i] as number];
      if (isSelf) from[token] = (from[token] as number) + 1;
      for (let j = from[token] as number; j < (right.start[token + 1] as number); j += 1) {
        const b = right.of[j] as number;
        const known = likeness[b] as number;
        if (known === 0) met[count++] = b;
        likeness[b] = known + own * (right.units[j] as number);
      }
    }
    for (let i = 0; i < count; i += 1) {
      const b = met[i] as number;
      ofLeft.offer(isSelf ? a : 0, b, likeness[b] as number);
      ofRight.offer(b, a, likeness[b] as number);
      likeness[b] = 0;
    }
    for (const b of ofLeft.take(isSelf ? a : 0)) found.push(a, b);
  }
  if (!isSelf) for (let b = 0; b < r; b += 1) for (const a of ofRight.take(b)) found.push(a, b);
  return found;
}

/** The likeliest few of each place; of equals, those of the least number. */
class Best {
  private readonly most: number;
  private readonly counts: Int32Array;
  private readonly records: Int32Array;
  private readonly likeness: Float64Array;

  constructor(places: number, most: number) {
    this.most = most;
    this.counts = new Int32Array(places);
    this.records = new Int32Array(places * most);
    this.likeness = new Float64Array(places * most);
  }

  offer(place: number, record: number, likeness: number): void {
    const { most, counts, records, likeness: known } = this;
    const from = place * most;
    const count = counts[place] as number;
    let at = from + count;
    if (count === most) {
      const least = known[at - 1] as number;
      if (least > likeness || (least === likeness && (records[at - 1] as number) < record)) return;
      at -= 1;
    } else counts[place] = count + 1;
    for (; at > from; at -= 1) {
      const other = known[at - 1] as number;
      if (other > likeness || (other === likeness && (records[at - 1] as number) < record)) break;
      known[at] = other;
      records[at] = records[at - 1] as number;
    }
    known[at] = likeness;
    records[at] = record;
  }

  /** The records of a place, which is empty then. */
  take(place: number): Int32Array {
    const count = this.counts[place] as number;
    this.counts[place] = 0;
    return this.records.subarray(place * this.most, place * this.most + count);
  }
}

const ROWS_PER_BATCH = 20_000;

async function* batches(pairs: readonly number[]) {
  for (let from = 0; from < pairs.length; from += 2 * ROWS_PER_BATCH) {
    const rows: string[][] = [];
    for (let i = from; i < Math.min(pairs.length, from + 2 * ROWS_PER_BATCH); i += 2) rows.push([String(pairs[i]), String(pairs[i + 1])]);
    yield { rows };
  }
}
