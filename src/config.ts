import { homedir } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from './domain/errors.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Every setting of one process. Flags win over the environment, the environment over defaults. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the directory that holds the embedded database, the key file and work in progress. */
  readonly home: string;
  readonly databaseUrl: string | undefined;
  readonly secretKey: string | undefined;
  readonly adminToken: string | undefined;
  readonly logLevel: LogLevel;
  /** Requests a minute of one token; 0: as many as come. */
  readonly rateLimit: number;
  /** Whether SaaS connectors may call addresses of this machine and of private networks. */
  readonly allowsInternalAddresses: boolean;
  /** The identity provider whose bearer tokens are taken, where there is one. */
  readonly oidc: { readonly issuer: string; readonly audience: string; readonly jwksUrl: string | undefined } | undefined;
}

export interface ConfigFlags {
  readonly port?: string;
  readonly host?: string;
  readonly home?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const given = (value: string | undefined): string | undefined => (value === undefined || value.trim() === '' ? undefined : value.trim());

const url = z.string().refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), 'must be a URL that begins with https:// or http://');

const settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a whole number from 0 to 65535')
    .default(7400),
  HOST: z.string().regex(/^\S+$/, 'must be a host name or an address').default('127.0.0.1'),
  COGNATE_HOME: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .refine((url) => URL.canParse(url), 'is not a valid URL; percent-encode special characters of the password')
    .optional(),
  COGNATE_SECRET_KEY: z.string().min(16, 'must have at least 16 characters').optional(),
  COGNATE_ADMIN_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).optional(),
  COGNATE_RATE_LIMIT: z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number of requests a minute, 0 for no limit')
    .transform(Number)
    .default(6000),
  COGNATE_INTERNAL_ADDRESSES: z.enum(['allow', 'forbid'], 'must be allow or forbid').default('forbid'),
  COGNATE_OIDC_ISSUER: url.optional(),
  COGNATE_OIDC_AUDIENCE: z.string().optional(),
  COGNATE_OIDC_JWKS_URL: url.optional(),
});

export const settingNames = Object.keys(settings.shape);

const together = settings.superRefine((value, ctx) => {
  const needs = (name: keyof typeof value, other: keyof typeof value): void => {
    if (value[name] !== undefined && value[other] === undefined) ctx.addIssue({ code: 'custom', path: [other], message: `is needed beside ${name}` });
  };
  needs('COGNATE_OIDC_ISSUER', 'COGNATE_OIDC_AUDIENCE');
  needs('COGNATE_OIDC_AUDIENCE', 'COGNATE_OIDC_ISSUER');
  needs('COGNATE_OIDC_JWKS_URL', 'COGNATE_OIDC_ISSUER');
});

/**
 * Reads and checks all settings. `logLevel` is what the command wants where LOG_LEVEL says nothing.
 * Throws AppError 'invalid' that names every setting at fault; values are not repeated, as they may be secret.
 */
export function readConfig(flags: ConfigFlags = {}, environment: Environment = process.env, logLevel: LogLevel = 'info'): Config {
  const input = Object.fromEntries(settingNames.map((name) => [name, given(environment[name])]));
  const parsed = together.safeParse({
    ...input,
    PORT: given(flags.port) ?? input['PORT'],
    HOST: given(flags.host) ?? input['HOST'],
    COGNATE_HOME: given(flags.home) ?? input['COGNATE_HOME'],
  });
  if (!parsed.success) {
    throw new AppError('invalid', `Bad settings: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}.`);
  }
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.HOST,
    home: absolute(value.COGNATE_HOME ?? '~/.cognate'),
    databaseUrl: value.DATABASE_URL,
    secretKey: value.COGNATE_SECRET_KEY,
    adminToken: value.COGNATE_ADMIN_TOKEN,
    logLevel: value.LOG_LEVEL ?? logLevel,
    rateLimit: value.COGNATE_RATE_LIMIT,
    allowsInternalAddresses: value.COGNATE_INTERNAL_ADDRESSES === 'allow',
    oidc: oidcOf(value),
  };
}

function oidcOf(value: z.output<typeof settings>): Config['oidc'] {
  const { COGNATE_OIDC_ISSUER: issuer, COGNATE_OIDC_AUDIENCE: audience, COGNATE_OIDC_JWKS_URL: jwksUrl } = value;
  return issuer === undefined || audience === undefined ? undefined : { issuer, audience, jwksUrl };
}

/** The environment that gives a child process the same configuration. What lets people in stays with the parent. */
export function configEnvironment(config: Config): Record<string, string> {
  return {
    COGNATE_HOME: config.home,
    LOG_LEVEL: config.logLevel,
    COGNATE_INTERNAL_ADDRESSES: config.allowsInternalAddresses ? 'allow' : 'forbid',
    ...(config.databaseUrl === undefined ? {} : { DATABASE_URL: config.databaseUrl }),
    ...(config.secretKey === undefined ? {} : { COGNATE_SECRET_KEY: config.secretKey }),
  };
}

function absolute(path: string): string {
  const expanded = path === '~' || path.startsWith('~/') ? `${homedir()}${path.slice(1)}` : path;
  return isAbsolute(expanded) ? expanded : resolve(expanded);
}
