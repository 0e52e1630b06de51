import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duckdbDialect } from '../../src/dialects/duckdb.ts';
import type { RelationshipFinding } from '../../src/domain/edge.ts';
import type { EntityModel, ForeignKeyModel, KeyModel, SourceModel } from '../../src/domain/entity.ts';
import type { SourceProfile } from '../../src/domain/profile.ts';
import { openDuckDB } from '../../src/duckdb/engine.ts';
import { profileStaging } from '../../src/profiling/profile-source.ts';
import { openStaging, type Staging } from '../../src/profiling/staging.ts';
import { inferRelationships } from '../../src/relationships/infer.ts';

export interface TestTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly keys?: readonly KeyModel[];
  readonly foreignKeys?: readonly { readonly columns: readonly string[]; readonly table: string; readonly targetColumns: readonly string[] }[];
}

export interface Inferred {
  readonly findings: readonly RelationshipFinding[];
  /** `child.column -> parent.column` of what scores at least one half. */
  readonly chosen: readonly string[];
  find(text: string): RelationshipFinding | undefined;
}

/** Stages, profiles and infers; the real engine all the way. */
export async function infer(tables: readonly TestTable[], { threads = 2, severalTypes = false } = {}): Promise<Inferred> {
  return profiled(
    tables,
    async ({ model, profile, staging }) => {
      const signal = new AbortController().signal;
      const findings = await inferRelationships({ model, profile, staging, dialect: duckdbDialect, signal, onProgress: () => {}, severalTypes });
      const chosen = findings.filter((finding) => finding.score >= 0.5).map(textOf);
      return { findings, chosen, find: (text) => findings.find((finding) => textOf(finding) === text) };
    },
    threads,
  );
}

/** Stages and profiles, for the length of `use`. */
export async function profiled<T>(
  tables: readonly TestTable[],
  use: (input: { readonly model: SourceModel; readonly profile: SourceProfile; readonly staging: Staging }) => Promise<T>,
  threads = 2,
): Promise<T> {
  const model = modelOf(tables);
  const staging = await openStaging({ directory: join(await mkdtemp(join(tmpdir(), 'cognate-infer-')), 'staging'), model, threads });
  try {
    for (const [index, table] of tables.entries()) {
      const columns = table.columns.map((_, i) => `${staging.column(i)} VARCHAR`).join(', ');
      await staging.run(`CREATE TABLE ${staging.table(index)} (${columns})`);
      for (let at = 0; at < table.rows.length; at += 500) {
        const values = table.rows.slice(at, at + 500).map((row) => `(${row.map(literal).join(', ')})`);
        await staging.run(`INSERT INTO ${staging.table(index)} VALUES ${values.join(', ')}`);
      }
    }
    await staging.markReady();
    return await use({ model, profile: await profileStaging(model, staging, new AbortController().signal), staging });
  } finally {
    await staging.remove();
  }
}

/** Runs a finding's check in a database that holds the tables themselves, with integer columns as integers. */
export async function runCheck(tables: readonly TestTable[], finding: RelationshipFinding): Promise<Record<string, unknown>> {
  const db = await openDuckDB({ memoryLimitMb: 200, threads: 1, tempDirectory: await mkdtemp(join(tmpdir(), 'cognate-check-')) });
  try {
    for (const table of tables) {
      const types = table.columns.map((_, i) => (table.rows.every((row) => row[i] === null || typeof row[i] === 'number') ? 'BIGINT' : 'VARCHAR'));
      await db.run(`CREATE TABLE "${table.name}" (${table.columns.map((name, i) => `"${name}" ${types[i] ?? 'VARCHAR'}`).join(', ')})`);
      if (table.rows.length > 0)
        await db.run(`INSERT INTO "${table.name}" VALUES ${table.rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')}`);
    }
    const [row] = await db.rows(finding.evidence.check_sql);
    return row ?? {};
  } finally {
    db.close();
  }
}

function textOf(finding: RelationshipFinding): string {
  const side = (end: RelationshipFinding['from']) => `${end.path.name}.${end.columns.join('+')}`;
  return `${side(finding.from)} -> ${side(finding.to)}`;
}

function modelOf(tables: readonly TestTable[]): SourceModel {
  const path = (name: string) => ({ database: 'memory', schema: 'main', name });
  const entities = tables.map((table): EntityModel => ({
    path: path(table.name),
    kind: 'table',
    attributes: table.columns.map((name, i) => ({ name, dataType: 'VARCHAR', isNullable: true, ordinal: i + 1 })),
    keys: table.keys ?? [],
    indexes: [],
    foreignKeys: (table.foreignKeys ?? []).map((key): ForeignKeyModel => ({
      columns: key.columns,
      target: path(key.table),
      targetColumns: key.targetColumns,
    })),
    notes: [],
  }));
  return { databases: [{ name: 'memory' }], schemas: [{ database: 'memory', name: 'main' }], entities, notes: [] };
}

function literal(value: string | number | null): string {
  return value === null ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`;
}
