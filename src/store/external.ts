import { Client, type ClientConfig } from 'pg';
import { AppError } from '../domain/errors.ts';

const oldest = 14;
const plainRole = 'cognate_app';

/**
 * Prepares the PostgreSQL that DATABASE_URL names: its version, and a role that row-level security holds for. Superusers pass
 * by row-level security, so they hand their sessions to a plain role, which is made where there is none.
 */
export async function externalDatabase(
  databaseUrl: string,
  onWarning: (message: string) => void = () => undefined,
): Promise<{ connection: ClientConfig; release: () => Promise<void> }> {
  const client = await connect(databaseUrl);
  try {
    const { rows } = await client.query<{ version: number; label: string; bypasses: boolean }>(
      `SELECT current_setting('server_version_num')::integer / 10000 AS version, current_setting('server_version') AS label,
              rolsuper OR rolbypassrls AS bypasses
       FROM pg_roles WHERE rolname = current_user`,
    );
    const server = rows[0];
    if (server === undefined || server.version < oldest) {
      throw new AppError(
        'unavailable',
        `DATABASE_URL leads to PostgreSQL ${server?.label ?? 'of unknown version'}; Cognate needs ${oldest} or newer.`,
      );
    }
    const url = new URL(databaseUrl);
    if (server.bypasses) {
      if (await plainRoleReady(client)) url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} -c role=${plainRole}`.trim());
      else
        onWarning(
          'The role of DATABASE_URL passes by row-level security and no plain role could be made: give Cognate an ordinary role that owns its database.',
        );
    }
    return { connection: { connectionString: url.href }, release: async () => undefined };
  } finally {
    await client.end();
  }
}

async function plainRoleReady(client: Client): Promise<boolean> {
  await client.query('BEGIN');
  try {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('cognate-role', 0))`);
    const { rows } = await client.query<{ bypasses: boolean }>('SELECT rolsuper OR rolbypassrls AS bypasses FROM pg_roles WHERE rolname = $1', [
      plainRole,
    ]);
    if (rows[0]?.bypasses === true) throw new Error('not a plain role');
    if (rows[0] === undefined) await client.query(`CREATE ROLE ${plainRole} NOLOGIN`);
    await client.query(`GRANT ${plainRole} TO CURRENT_USER`);
    const database = await client.query<{ name: string }>('SELECT current_database() AS name');
    await client.query(`GRANT CONNECT, CREATE, TEMPORARY ON DATABASE ${client.escapeIdentifier(database.rows[0]?.name ?? '')} TO ${plainRole}`);
    await client.query(`GRANT USAGE, CREATE ON SCHEMA public TO ${plainRole}`);
    await client.query('COMMIT');
    return true;
  } catch {
    await client.query('ROLLBACK');
    return false;
  }
}

async function connect(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 15_000 });
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const [code, reason] = error instanceof Error ? ['code' in error ? String(error.code) : '', error.message] : ['', String(error)];
    const hint = hints[code] ?? 'See that the server runs and that host, port, user, password and database are right.';
    throw new AppError('unavailable', `The catalog's database (DATABASE_URL) cannot be reached: ${reason || code}. ${hint}`, { cause: error });
  }
}

const hints: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Its host name does not resolve.',
  ECONNREFUSED: 'Nothing listens there: see that the server runs, and on which port.',
  '28P01': 'User or password are wrong.',
  '28000': 'The server does not let this user in from here: see its pg_hba.conf.',
  '3D000': 'Create the database first.',
};
