import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SourceModel } from '../domain/entity.ts';
import { findKeysOfSampled } from './candidate-keys.ts';
import { profileSampled } from './profile-source.ts';
import { openStaging } from './staging.ts';

const { signal } = new AbortController();
const attributes = ['id', 'almost', 'twice', 'city', 'gap'].map((name, i) => ({ name, ordinal: i + 1, dataType: 'text', nullable: true }));
const entity = { path: { database: null, schema: null, name: 'people' }, kind: 'table', attributes, keys: [], indexes: [], foreignKeys: [] };
const model = { databases: [], schemas: [], entities: [entity], notes: [] } as unknown as SourceModel;

test('a large table is profiled from a sample: distinct values are estimated, numbers begin and end where they do, and keys are counted over all rows', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'cognate-sampled-'));
  const staging = await openStaging({ directory: join(directory, 'staging'), model });
  try {
    // The last row has the value of the first in `almost`; one row has none in `gap`.
    await staging.run(`CREATE TABLE t0 AS SELECT CAST(i + 1 AS VARCHAR) AS c0, 'x' || i % 199999 AS c1, 'y' || i // 2 AS c2, 'city ' || i % 300 AS c3,
      CASE WHEN i <> 77777 THEN 'z' || i END AS c4 FROM range(200000) r(i)`);
    const { entities } = await profileSampled(model, staging, signal);
    const [profile] = entities;
    const [id, , twice, city] = profile?.attributes ?? [];
    expect(profile?.rows).toBe(200_000);
    expect(id).toMatchObject({ distinct: 200_000, minNumber: 1, maxNumber: 200_000 });
    expect(twice?.distinct).toBeGreaterThan(95_000);
    expect(twice?.distinct).toBeLessThan(105_000);
    expect(city?.distinct).toBe(300);
    const found = await findKeysOfSampled(model.entities[0] as SourceModel['entities'][number], 0, profile?.attributes ?? [], staging, signal);
    expect(found.attributes.map(({ distinct, nulls }) => ({ distinct, nulls }))).toMatchObject([
      { distinct: 200_000, nulls: 0 },
      { distinct: 199_999, nulls: 0 },
      {},
      {},
      { distinct: 199_999, nulls: 1 },
    ]);
    expect(found.candidateKeys.filter(({ uniqueness }) => uniqueness === 1).map(({ columns }) => columns)).toContainEqual(['id']);
  } finally {
    await staging.remove();
    rmSync(directory, { recursive: true, force: true });
  }
});
