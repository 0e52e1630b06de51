import type { Connection } from 'mysql2';
import { mysqlDialect } from '../../dialects/mysql.ts';
import type { SourceStage } from '../../domain/errors.ts';
import { throwIfCancelled } from '../connection-pool.ts';
import type { Batch, Session, TestReport } from '../contract.ts';
import type { MysqlConfig } from './config.ts';
import { connections, select } from './connections.ts';
import { classify } from './errors.ts';
import { introspect } from './introspect.ts';
import { queryReadOnly } from './query.ts';
import { readTable } from './read.ts';

const probeSql = `
  SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS name FROM information_schema.TABLES
  WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME LIMIT 1`;

/** Connects at once: resolve, connect and authenticate fail here. Every later connection of the session is opened when needed. */
export async function openSession(config: MysqlConfig, signal: AbortSignal): Promise<Session> {
  const pool = connections(config);
  const rethrow =
    (stage: SourceStage, signal: AbortSignal) =>
    (error: unknown): never => {
      throwIfCancelled(signal);
      throw classify(error, stage, config);
    };
  const run = <T>(stage: SourceStage, signal: AbortSignal, use: (connection: Connection) => Promise<T>) =>
    pool.run(signal, ({ connection }) => use(connection)).catch(rethrow(stage, signal));
  const version = await run('connect', signal, async (connection) => {
    const rows = await select<{ version: string }>(connection, 'SELECT VERSION() AS version');
    return rows[0]?.version ?? '';
  });

  return {
    dialect: mysqlDialect,
    async test(signal): Promise<TestReport> {
      const probe = await run('list', signal, async (connection) => (await select<{ schema: string; name: string }>(connection, probeSql))[0]);
      if (probe)
        await run('read', signal, (connection) => select(connection, `SELECT 1 FROM ${mysqlDialect.table({ database: '', ...probe })} LIMIT 1`));
      return { passed: ['resolve', 'connect', 'authenticate', 'list', 'read'], server: productOf(version) };
    },
    introspect: (signal) => run('list', signal, (connection) => introspect(connection, config)),
    async *read(path, columns, { signal, limit }): AsyncIterable<Batch> {
      try {
        yield* pool.stream(signal, ({ connection }) => readTable(connection, mysqlDialect, path, columns, limit));
      } catch (error) {
        rethrow('read', signal)(error);
      }
    },
    query: (sql, signal) => run('read', signal, (connection) => queryReadOnly(connection, sql)),
    close: () => pool.close(),
  };
}

/** `10.11.4-MariaDB-log` is `MariaDB 10.11.4`; `8.4.0` is `MySQL 8.4.0`. */
function productOf(version: string): string {
  const number = /\d+(\.\d+)*/.exec(version.replace(/^5\.5\.5-/, ''))?.[0] ?? '';
  return `${/mariadb/i.test(version) ? 'MariaDB' : 'MySQL'} ${number}`.trim();
}
