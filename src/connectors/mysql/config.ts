import { userInfo } from 'node:os';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { decodeUrlPart, parseServerUrl } from '../server-url.ts';

const sslModes = ['disable', 'prefer', 'require', 'verify-full'] as const;

export const mysqlConfig = z.object({
  host: z.string().min(1).default('localhost').describe('Host name, address, or the path of a unix socket'),
  port: z.int().min(1).max(65_535).default(3306).describe('Port'),
  database: z.string().min(1).optional().describe('Database; without it, every database that the user may see'),
  user: z.string().min(1).describe('User that has SELECT on what should be scanned; it needs nothing else'),
  password: z.string().optional().describe('Password').meta({ secret: true }),
  ssl_mode: z.enum(sslModes).default('prefer').describe('prefer encrypts where the server can; verify-full also checks its certificate'),
});

export type MysqlConfig = z.output<typeof mysqlConfig>;

/**
 * Reads `mysql://user:password@host:port/database?ssl-mode=…` (or `mariadb://`); `?socket=/run/mysqld/mysqld.sock` names a unix socket.
 * `MYSQL_PWD` fills in a password that the URL leaves out.
 */
export function parseMysqlTarget(target: string): { config: MysqlConfig; name: string } | undefined {
  if (!/^(mysql|mariadb):\/\//i.test(target)) return undefined;
  const url = parseServerUrl(target, words);
  const decode = (text: string) => decodeUrlPart(text, words);
  const query = (key: string) => url.searchParams.get(key) || undefined;
  const parsed = mysqlConfig.safeParse({
    host: query('socket') ?? (decode(url.hostname).replace(/^\[(.*)\]$/, '$1') || undefined),
    port: url.port === '' ? undefined : Number(url.port),
    database: decode(url.pathname.slice(1)) || undefined,
    user: decode(url.username) || query('user') || userInfo().username,
    password: decode(url.password) || process.env['MYSQL_PWD'] || undefined,
    ssl_mode: sslModeOf(query('ssl-mode') ?? query('sslmode')),
  });
  if (!parsed.success)
    throw new AppError(
      'invalid',
      `${words.problem}: ${parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}. ${words.shape}`,
    );
  return { config: parsed.data, name: parsed.data.database ?? parsed.data.host };
}

const words = {
  problem: 'The MySQL address cannot be used',
  shape: 'Write it as mysql://user:password@host:3306/database, with special characters of the password percent-encoded.',
};

const sslNames: Readonly<Record<string, string>> = {
  disabled: 'disable',
  preferred: 'prefer',
  required: 'require',
  verify_ca: 'verify-full',
  verify_identity: 'verify-full',
};

function sslModeOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (sslNames[text.toLowerCase()] ?? text);
}
