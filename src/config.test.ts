import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { configEnvironment, readConfig } from './config.ts';

test('defaults', () => {
  expect(readConfig({}, {})).toEqual({
    port: 7400,
    host: '127.0.0.1',
    home: `${homedir()}/.cognate`,
    databaseUrl: undefined,
    secretKey: undefined,
    adminToken: undefined,
    logLevel: 'info',
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

test('a child process reads the same configuration, without the admin token', () => {
  const config = readConfig(
    {},
    { COGNATE_HOME: '/h', DATABASE_URL: 'postgres://u:p@h/d', COGNATE_SECRET_KEY: 'x'.repeat(20), COGNATE_ADMIN_TOKEN: 'y'.repeat(20) },
  );
  expect(readConfig({}, configEnvironment(config))).toEqual({ ...config, adminToken: undefined });
});
