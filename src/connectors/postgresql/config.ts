import { userInfo } from 'node:os';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { decodeUrlPart, parseServerUrl } from '../server-url.ts';

const sslModes = ['disable', 'prefer', 'require', 'verify-full'] as const;

export const postgresqlConfig = z.object({
  host: z.string().min(1).default('localhost').describe('Host name, address, or the directory of a unix socket'),
  port: z.int().min(1).max(65_535).default(5432).describe('Port'),
  database: z.string().min(1).describe('Database; one source is one database'),
  user: z.string().min(1).describe('Role that has SELECT on what should be scanned; it needs nothing else'),
  password: z.string().optional().describe('Password').meta({ secret: true }),
  ssl_mode: z.enum(sslModes).default('prefer').describe('prefer encrypts where the server can; verify-full also checks its certificate'),
  schemas: z.array(z.string().min(1)).optional().describe('Only these schemas'),
  exclude_schemas: z.array(z.string().min(1)).optional().describe('Not these schemas'),
});

export type PostgresqlConfig = z.output<typeof postgresqlConfig>;

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…&schemas=a,b`. As in libpq, `host`, `port`, `user`, `password` and
 * `dbname` may also stand in the query (`?host=/run/postgresql`), and `PGUSER` and `PGPASSWORD` fill what the URL leaves out.
 */
export function parsePostgresqlTarget(target: string): { config: PostgresqlConfig; name: string } | undefined {
  if (!/^postgres(ql)?:\/\//i.test(target)) return undefined;
  const url = parseServerUrl(target, words);
  const decode = (text: string) => decodeUrlPart(text, words);
  const query = (key: string) => url.searchParams.get(key) || undefined;
  const user = query('user') ?? (decode(url.username) || process.env['PGUSER'] || userInfo().username);
  const password = query('password') ?? (decode(url.password) || process.env['PGPASSWORD']);
  const database = query('dbname') ?? (decode(url.pathname.slice(1)) || user);
  const parsed = postgresqlConfig.safeParse({
    host: query('host') ?? (decode(url.hostname).replace(/^\[(.*)\]$/, '$1') || undefined),
    port: toPort(query('port') ?? url.port),
    database,
    user,
    password: password || undefined,
    ssl_mode: sslModeOf(query('sslmode')),
    schemas: list(query('schemas')),
    exclude_schemas: list(query('exclude_schemas')),
  });
  if (!parsed.success)
    throw new AppError(
      'invalid',
      `${words.problem}: ${parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}. ${words.shape}`,
    );
  return { config: parsed.data, name: database };
}

const words = {
  problem: 'The PostgreSQL address cannot be used',
  shape: 'Write it as postgres://user:password@host:5432/database, with special characters of the password percent-encoded.',
};

function toPort(text: string): number | undefined {
  return text === '' ? undefined : Number(text);
}

function sslModeOf(text: string | undefined): string | undefined {
  if (text === 'allow') return 'prefer';
  return text === 'verify-ca' ? 'verify-full' : text;
}

function list(text: string | undefined): string[] | undefined {
  return text?.split(',').filter((name) => name !== '');
}
