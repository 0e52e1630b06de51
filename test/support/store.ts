import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** The URL of a new empty PostgreSQL database on the server of this test run; its user is a superuser. */
export async function testDatabase(): Promise<string> {
  const server = inject('postgres');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ ...server, database: 'postgres' });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  return `postgresql://${server.user}:${server.password}@${server.host}:${server.port}/${name}`;
}
