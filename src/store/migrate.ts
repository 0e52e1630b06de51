import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ClientBase } from 'pg';
import { AppError } from '../domain/errors.ts';

/** A step of the catalog's schema. Files are never edited once they are released: a change is a new file. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** The migrations in the order of their numbers: `0001_name.sql`, `0002_…`, without gaps. */
export function readMigrations(directory: string | URL = new URL('./migrations/', import.meta.url)): readonly Migration[] {
  const path = typeof directory === 'string' ? directory : fileURLToPath(directory);
  const files = readdirSync(path)
    .filter((file) => file.endsWith('.sql'))
    .toSorted();
  return files.map((file, index) => {
    const [, number, name] = /^(\d{4})_(\w+)\.sql$/.exec(file) ?? [];
    if (Number(number) !== index + 1 || name === undefined) throw new Error(`migration ${index + 1} is missing or badly named: ${file}`);
    const sql = readFileSync(`${path}/${file}`, 'utf8');
    return { version: index + 1, name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Brings the catalog to the newest schema, each migration in a transaction of its own, under a lock that makes other processes
 * wait. Throws AppError 'conflict' where an applied migration differs from its file, or is one that this version does not know.
 */
export async function migrate(client: ClientBase, migrations: readonly Migration[] = readMigrations()): Promise<void> {
  if ((await pending(client, migrations)).length === 0) return;
  await client.query(`SELECT pg_advisory_lock(hashtextextended('cognate-migrations', 0))`);
  try {
    await client.query(
      'CREATE TABLE IF NOT EXISTS catalog_migrations (version integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    for (const migration of await pending(client, migrations)) await apply(client, migration);
  } finally {
    await client.query(`SELECT pg_advisory_unlock(hashtextextended('cognate-migrations', 0))`);
  }
}

async function pending(client: ClientBase, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const exists = await client.query<{ exists: boolean }>(`SELECT to_regclass('catalog_migrations') IS NOT NULL AS exists`);
  if (exists.rows[0]?.exists !== true) return migrations;
  const { rows } = await client.query<Pick<Migration, 'version' | 'name' | 'sha256'>>(
    'SELECT version, name, sha256 FROM catalog_migrations ORDER BY version',
  );
  for (const applied of rows) {
    const known = migrations[applied.version - 1];
    const label = `${String(applied.version).padStart(4, '0')}_${applied.name}`;
    if (known === undefined) throw new AppError('conflict', `The catalog is of a newer Cognate (migration ${label}). Update this one.`);
    if (known.sha256 !== applied.sha256) {
      throw new AppError(
        'conflict',
        `Migration ${label} was changed after this catalog applied it. Put its file back as it was; a change is a new migration.`,
      );
    }
  }
  return migrations.slice(rows.length);
}

async function apply(client: ClientBase, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query('INSERT INTO catalog_migrations (version, name, sha256) VALUES ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.sha256,
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('unavailable', `Migration ${migration.version} (${migration.name}) failed and was undone: ${reason}`, { cause: error });
  }
}
