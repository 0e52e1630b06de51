import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Connector } from '../connectors/contract.ts';
import { connectors } from '../connectors/registry.ts';
import { withSecrets } from '../store/source-secrets.ts';
import { parseConfiguration, splitConfiguration } from './configuration.ts';

const secret = z.string().meta({ secret: true });

/** A connector with secrets in every place that a schema has for one. */
const connector: Connector = {
  ...(connectors[0] as Connector),
  type: 'rest',
  configSchema: z.object({
    url: z.string(),
    token: secret.optional(),
    keys: z.array(secret).optional(),
    headers: z.record(z.string(), secret).optional(),
    auth: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('basic'), user: z.string(), password: secret }),
        z.object({ kind: z.literal('bearer'), bearer: secret.nullable() }),
      ])
      .optional(),
    hosts: z.array(z.object({ name: z.string(), password: secret.optional() })).optional(),
  }),
};

const whole = {
  url: 'https://example.org/v1',
  token: 's1',
  keys: ['s2', 's3'],
  headers: { 'x-key': 's4' },
  auth: { kind: 'basic', user: 'ada', password: 's5' },
  hosts: [{ name: 'a', password: 's6' }, { name: 'b' }, { name: 'c', password: 's7' }],
};

describe('the parts of a configuration', () => {
  test('are what may be shown, and what is sealed, at any depth', () => {
    const { configuration, secrets } = splitConfiguration(connector, whole);
    expect(configuration).toEqual({
      url: 'https://example.org/v1',
      headers: {},
      auth: { kind: 'basic', user: 'ada' },
      hosts: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    });
    expect(secrets).toEqual({
      token: 's1',
      keys: ['s2', 's3'],
      headers: { 'x-key': 's4' },
      auth: { password: 's5' },
      hosts: [{ password: 's6' }, null, { password: 's7' }],
    });
    expect(withSecrets(configuration, secrets)).toEqual(whole);
  });

  test('make the whole again; what was shown, sent back, changes nothing', () => {
    const text = fc.string();
    const host = fc.record({ name: text, password: text.map((t) => `\u{1F512}${t}`) }, { requiredKeys: ['name'] });
    const configuration = fc.record(
      {
        url: fc.constant('https://example.org'),
        token: text.map((t) => `\u{1F512}${t}`),
        keys: fc.array(text.map((t) => `\u{1F512}${t}`)),
        headers: fc.dictionary(
          text.filter((name) => name !== '__proto__'),
          text.map((t) => `\u{1F512}${t}`),
        ),
        hosts: fc.array(host),
      },
      { requiredKeys: ['url'] },
    );
    fc.assert(
      fc.property(configuration, (config) => {
        const parts = splitConfiguration(connector, config);
        expect(JSON.stringify(parts.configuration)).not.toContain('\u{1F512}');
        const joined = withSecrets(parts.configuration, parts.secrets);
        expect(joined).toEqual(config);
        expect(splitConfiguration(connector, joined)).toEqual(parts);
      }),
    );
  });
});

describe('a configuration that is sent', () => {
  const shown = splitConfiguration(connector, whole).configuration;

  test('without secrets keeps those that are known', () => {
    expect(parseConfiguration(connector, shown, whole)).toEqual(whole);
    expect(parseConfiguration(connector, { ...shown, url: 'https://example.com' }, whole)).toEqual({ ...whole, url: 'https://example.com' });
  });

  test('drops a secret with null, and takes a new one', () => {
    const sent = { ...shown, token: null, headers: { 'x-key': null, other: 's8' }, auth: { kind: 'bearer', bearer: 's9' }, keys: null };
    expect(parseConfiguration(connector, sent, whole)).toEqual({
      url: whole.url,
      headers: { other: 's8' },
      auth: { kind: 'bearer', bearer: 's9' },
      hosts: whole.hosts,
    });
  });

  test('keeps the secrets of list items where they move, and where they change in place; forgets those of what is gone', () => {
    const moved = [{ name: 'c' }, { name: 'a' }, { name: 'new', password: 's8' }];
    expect(parseConfiguration(connector, { ...shown, hosts: moved }, whole)['hosts']).toEqual([
      { name: 'c', password: 's7' },
      { name: 'a', password: 's6' },
      { name: 'new', password: 's8' },
    ]);
    expect(parseConfiguration(connector, { ...shown, hosts: [{ name: 'A' }] }, whole)['hosts']).toEqual([{ name: 'A', password: 's6' }]);
    const { auth: _gone, ...without } = shown;
    expect(parseConfiguration(connector, without, whole)).not.toHaveProperty('auth');
  });

  test('without a secret that must be there says where it is missing', () => {
    expect(() => parseConfiguration(connector, { url: 'x', auth: { kind: 'basic', user: 'ada' } })).toThrow(
      expect.objectContaining({ problems: [{ loc: ['body', 'configuration', 'auth', 'password'], msg: 'Field required', type: 'missing' }] }),
    );
  });

  test('shows no credentials within an address, whatever its depth', () => {
    const hosts = [{ name: 'a' }, { name: 'postgres://u:p@h' }];
    expect(() => parseConfiguration(connector, { url: 'x', hosts })).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ loc: ['body', 'configuration', 'hosts', 1, 'name'] })] }),
    );
  });
});
