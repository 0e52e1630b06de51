import type { Client } from 'pg';
import { postgresqlDialect } from '../../dialects/postgresql.ts';
import { SourceError, type SourceStage } from '../../domain/errors.ts';
import { throwIfCancelled } from '../connection-pool.ts';
import type { Batch, Session, TestReport } from '../contract.ts';
import type { PostgresqlConfig } from './config.ts';
import { connections } from './connections.ts';
import { classify, serverOf } from './errors.ts';
import { introspect } from './introspect.ts';
import { queryReadOnly } from './query.ts';
import { readRelation } from './read.ts';

type Facts = { version: number; name: string; encoding: string };

const factsSql = `
  SELECT current_setting('server_version_num')::int AS version, split_part(current_setting('server_version'), ' ', 1) AS name,
         current_setting('server_encoding') AS encoding`;

/** One relation that may be read, or else one that may not. */
const probeSql = `
  SELECT n.nspname::text AS schema, c.relname::text AS name,
         has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  ORDER BY readable DESC, c.relkind, schema, name LIMIT 1`;

/** Connects at once: resolve, connect and authenticate fail here. Every later connection of the session is opened when needed. */
export async function openSession(config: PostgresqlConfig, signal: AbortSignal): Promise<Session> {
  const pool = connections(config);
  const run = <T>(stage: SourceStage, signal: AbortSignal, use: (client: Client) => Promise<T>) =>
    pool.run(signal, ({ client }) => use(client)).catch(rethrow(stage, signal));
  const rethrow =
    (stage: SourceStage, signal: AbortSignal) =>
    (error: unknown): never => {
      throwIfCancelled(signal);
      throw classify(error, stage, config);
    };
  const facts = await run('connect', signal, async (client) => (await client.query<Facts>(factsSql)).rows[0]);
  const dialect = postgresqlDialect({ normalize: (facts?.version ?? 0) >= 130_000 && facts?.encoding === 'UTF8' });

  return {
    dialect,
    async test(signal): Promise<TestReport> {
      const probe = await run(
        'list',
        signal,
        async (client) => (await client.query<{ schema: string; name: string; readable: boolean }>(probeSql)).rows[0],
      );
      if (probe?.readable === false) {
        const hint = `Grant user ${config.user} USAGE on the schemas and SELECT on the tables.`;
        throw new SourceError('list', `${serverOf(config)}: user ${config.user} may read no table of database ${config.database}`, hint);
      }
      if (probe) await run('read', signal, (client) => client.query(`SELECT 1 FROM ${dialect.table({ database: '', ...probe })} LIMIT 1`));
      return { passed: ['resolve', 'connect', 'authenticate', 'list', 'read'], server: `PostgreSQL ${facts?.name ?? ''}`.trim() };
    },
    introspect: (signal) =>
      run('list', signal, async (client) => {
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        const model = await introspect(client, config);
        await client.query('COMMIT');
        return model;
      }),
    async *read(path, columns, { signal, limit }): AsyncIterable<Batch> {
      try {
        yield* pool.stream(signal, ({ client }) => readRelation(client, dialect, path, columns, limit));
      } catch (error) {
        rethrow('read', signal)(error);
      }
    },
    query: (sql, signal) => run('read', signal, (client) => queryReadOnly(client, sql)),
    close: () => pool.close(),
  };
}
