import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { configEnvironment, readConfig, settingNames } from './config.ts';

test('defaults', () => {
  expect(readConfig({}, {})).toEqual({
    port: 7400,
    host: '127.0.0.1',
    home: `${homedir()}/.cognate`,
    databaseUrl: undefined,
    secretKey: undefined,
    adminToken: undefined,
    logLevel: 'info',
    rateLimit: 6000,
    allowsInternalAddresses: false,
    oidc: undefined,
  });
});

test('flags win over the environment, which wins over the wish of the command', () => {
  const config = readConfig({ port: '1', home: 'here' }, { PORT: '2', HOST: '::1', COGNATE_HOME: '/there', LOG_LEVEL: 'error' }, 'warn');
  expect(config).toMatchObject({ port: 1, host: '::1', home: resolve('here'), logLevel: 'error' });
});

test('every bad setting is named, no value is repeated', () => {
  const environment = { PORT: '99999', DATABASE_URL: 'mysql://u:hidden@h/d', COGNATE_SECRET_KEY: 'short', LOG_LEVEL: 'loud' };
  expect(() => readConfig({}, environment)).toThrow(/PORT .*DATABASE_URL .*COGNATE_SECRET_KEY .*LOG_LEVEL/);
  expect(() => readConfig({}, environment)).not.toThrow(/hidden|short/);
});

test('an identity provider comes with its audience', () => {
  const issuer = 'https://example.org/';
  expect(readConfig({}, { COGNATE_OIDC_ISSUER: issuer, COGNATE_OIDC_AUDIENCE: 'cognate' }).oidc).toEqual({
    issuer,
    audience: 'cognate',
    jwksUrl: undefined,
  });
  expect(() => readConfig({}, { COGNATE_OIDC_ISSUER: issuer })).toThrow(/COGNATE_OIDC_AUDIENCE is needed/);
  expect(() => readConfig({}, { COGNATE_OIDC_AUDIENCE: 'cognate' })).toThrow(/COGNATE_OIDC_ISSUER is needed/);
  expect(() => readConfig({}, { COGNATE_OIDC_JWKS_URL: 'https://example.org/keys' })).toThrow(/COGNATE_OIDC_ISSUER is needed/);
  expect(() => readConfig({}, { COGNATE_OIDC_ISSUER: 'example.org', COGNATE_OIDC_AUDIENCE: 'c' })).toThrow(/COGNATE_OIDC_ISSUER must be a URL/);
});

test('the rate limit is a number, and 0 one of them', () => {
  expect(readConfig({}, { COGNATE_RATE_LIMIT: '0' }).rateLimit).toBe(0);
  expect(() => readConfig({}, { COGNATE_RATE_LIMIT: '-1' })).toThrow(/COGNATE_RATE_LIMIT/);
});

test('every setting stands in the documentation and in --help', () => {
  const help = readFileSync(new URL('./cli/index.ts', import.meta.url), 'utf8');
  const page = readFileSync(new URL('../docs/exit-codes-and-configuration.md', import.meta.url), 'utf8');
  for (const name of settingNames) {
    expect(new RegExp(`^.* ${name} `, 'm').test(help), name).toBe(true);
    expect(page.includes(`| \`${name}\` |`), name).toBe(true);
  }
});

test('a child process reads the same configuration, without the admin token', () => {
  const config = readConfig(
    {},
    { COGNATE_HOME: '/h', DATABASE_URL: 'postgres://u:p@h/d', COGNATE_SECRET_KEY: 'x'.repeat(20), COGNATE_ADMIN_TOKEN: 'y'.repeat(20) },
  );
  expect(readConfig({}, configEnvironment(config))).toEqual({ ...config, adminToken: undefined });
});
