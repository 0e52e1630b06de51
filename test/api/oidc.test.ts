import { createServer, type Server } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import type { Role } from '../../src/domain/roles.ts';
import { identityVerifier } from '../../src/services/identity-oidc.ts';
import { createToken } from '../../src/services/tokens.ts';
import { testApi, type TestApi } from './support.ts';

interface Issuer {
  readonly url: string;
  /** What its key set holds now. */
  keys: JWK[];
  /** Whether it answers. */
  up: boolean;
  /** How often its key set was asked for. */
  asked: number;
  close(): void;
}

/** An identity provider: its discovery document and its keys, over HTTP. */
async function startIssuer(): Promise<Issuer> {
  const server: Server = createServer((request, response) => {
    if (!issuer.up) {
      response.writeHead(503).end();
      return;
    }
    if (request.url === '/keys') issuer.asked += 1;
    const answer = request.url === '/keys' ? { keys: issuer.keys } : { issuer: issuer.url, jwks_uri: `${issuer.url}/keys` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const issuer: Issuer = { url, keys: [], up: true, asked: 0, close: () => void server.close() };
  return issuer;
}

interface Signer {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

async function signer(kid: string, alg: 'RS256' | 'ES256' = 'ES256'): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  return { kid, alg, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

const audience = 'cognate-tests';
let issuer: Issuer;
let key: Signer;
let api: TestApi;
beforeAll(async () => {
  issuer = await startIssuer();
  key = await signer('first');
  api = await testApi({ verifyIdentity: identityVerifier({ issuer: issuer.url, audience, cooldownMs: 0 }) });
});
beforeEach(() => {
  issuer.keys = [key.jwk];
  issuer.up = true;
});
afterAll(async () => {
  await api.close();
  issuer.close();
});

const claims = (subject: string, more: Readonly<Record<string, unknown>> = {}): JWTPayload => ({
  iss: issuer.url,
  aud: audience,
  sub: subject,
  exp: Math.floor(Date.now() / 1000) + 300,
  ...more,
});
const signed = (payload: JWTPayload, by: Signer = key) => new SignJWT(payload).setProtectedHeader({ alg: by.alg, kid: by.kid }).sign(by.privateKey);
const enter = (token: string, headers: Record<string, string> = {}) => api.call('GET', '/api/me', undefined, token, headers);

/** A person with memberships, whom the identity provider does not know yet. */
async function person(memberships: Readonly<Record<string, { role?: Role; state?: 'active' | 'suspended' }>>) {
  const id = newId();
  const email = `Ada.${id}@example.org`;
  await api.store.asSystem(async (trx) => {
    await trx.insertInto('users').values({ id, email }).execute();
    for (const [organization_id, { role = 'ANALYST', state = 'active' }] of Object.entries(memberships)) {
      await trx.insertInto('members').values({ organization_id, id: newId(), user_id: id, role, membership_state: state }).execute();
    }
  });
  return { id, email, subject: `subject|${id}` };
}
const verified = (email: string): JWTPayload => ({ email: email.toLowerCase(), email_verified: true });

/** A person who has come in before. */
async function known(memberships: Parameters<typeof person>[0] = { [api.organizationId]: {} }) {
  const made = await person(memberships);
  const [organizationId = ''] = Object.keys(memberships);
  const first = await enter(await signed(claims(made.subject, verified(made.email))), { 'x-organization-id': organizationId });
  expect(first.status, first.text).toBe(200);
  return made;
}

test('a session of a browser takes a token of the identity provider, once for each organization', async () => {
  const { subject } = await known({ [api.organizationId]: {}, [api.otherOrganizationId]: { role: 'ORGANIZATION_ADMIN' } });
  const token = await signed(claims(subject));
  const web = { 'x-cognate-request': 'web' };
  expect((await api.call('POST', '/api/session', { token }, null, web)).body['detail']).toContain('X-Organization-Id');
  let cookie = '';
  for (const organization of [api.organizationId, api.otherOrganizationId]) {
    const answer = await api.call('POST', '/api/session', { token }, null, { ...web, cookie, 'x-organization-id': organization });
    expect(answer.status, answer.text).toBe(200);
    cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  }
  const place = async (id: string) => (await api.call('GET', '/api/me', undefined, null, { cookie, 'x-organization-id': id })).body;
  expect(await place(api.organizationId)).toMatchObject({ role: 'ANALYST', organization: { id: api.organizationId } });
  expect(await place(api.otherOrganizationId)).toMatchObject({ role: 'ORGANIZATION_ADMIN', organization: { id: api.otherOrganizationId } });
});

describe('a bearer token of the identity provider', () => {
  test('lets in, with the role of the membership', async () => {
    const { id, subject } = await known({ [api.organizationId]: { role: 'ORGANIZATION_ADMIN' } });
    const answer = await enter(await signed(claims(subject)));
    expect(answer.body).toMatchObject({ role: 'ORGANIZATION_ADMIN', user: { id }, organization: { id: api.organizationId } });
    const made = await api.call('POST', '/api/tokens', { name: 'From the browser' }, await signed(claims(subject)));
    expect(made.body).toMatchObject({ user_id: id, role: 'ORGANIZATION_ADMIN' });
    expect((await enter(String(made.body['token']))).status).toBe(200);
  });

  test('may be signed with any of its keys', async () => {
    const { subject } = await known();
    const rsa = await signer('rsa', 'RS256');
    issuer.keys = [key.jwk, rsa.jwk];
    expect((await enter(await signed(claims(subject), rsa))).status).toBe(200);
  });

  test.each<[string, () => Readonly<Record<string, unknown>>]>([
    ['expired', () => ({ exp: Math.floor(Date.now() / 1000) - 60 })],
    ['not valid yet', () => ({ nbf: Math.floor(Date.now() / 1000) + 60 })],
    ['without an end', () => ({ exp: undefined })],
    ['for another audience', () => ({ aud: 'another' })],
    ['without an audience', () => ({ aud: undefined })],
    ['of another issuer', () => ({ iss: 'https://example.org' })],
    ['about nobody', () => ({ sub: undefined })],
  ])('that is %s is 401', async (_name, wrong) => {
    const { subject } = await known();
    const answer = await enter(await signed(claims(subject, wrong())));
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  test('is 401 without a signature, with that of another key, and with the public key as a secret', async () => {
    const { subject } = await known();
    expect((await enter(new UnsecuredJWT(claims(subject)).encode())).status).toBe(401);
    expect((await enter(await signed(claims(subject), await signer(key.kid)))).status).toBe(401);
    expect((await enter(await signed(claims(subject), await signer('unknown')))).status).toBe(401);
    const rsa = await signer('rsa', 'RS256');
    issuer.keys = [rsa.jwk];
    const secret = new TextEncoder().encode(await exportSPKI(rsa.publicKey));
    for (const kid of [rsa.kid, undefined]) {
      const forged = new SignJWT(claims(subject)).setProtectedHeader({ alg: 'HS256', ...(kid === undefined ? {} : { kid }) });
      expect((await enter(await forged.sign(secret))).status).toBe(401);
    }
    const good = await signed(claims(subject), rsa);
    const [head = '', , signature = ''] = good.split('.');
    const other = Buffer.from(JSON.stringify(claims('somebody else'))).toString('base64url');
    expect((await enter(`${head}.${other}.${signature}`)).status).toBe(401);
    expect((await enter(good)).status).toBe(200);
  });

  test('is checked with keys that are kept, until one comes with a new key', async () => {
    const { subject } = await known();
    await enter(await signed(claims(subject)));
    const { asked } = issuer;
    await enter(await signed(claims(subject)));
    expect(issuer.asked).toBe(asked);
    const next = await signer('second');
    issuer.keys = [next.jwk];
    expect((await enter(await signed(claims(subject), next))).status).toBe(200);
    expect(issuer.asked).toBe(asked + 1);
    expect((await enter(await signed(claims(subject)))).status).toBe(401);
  });

  test('is 503 while the keys cannot be had, and good again when they can', async () => {
    const { subject } = await known();
    const fresh = await testApi({ verifyIdentity: identityVerifier({ issuer: issuer.url, audience }) });
    try {
      const token = await signed(claims(subject));
      const ask = async () => (await fresh.call('GET', '/api/me', undefined, token)).status;
      issuer.up = false;
      expect(await ask()).toBe(503);
      expect((await fresh.call('GET', '/api/me')).status).toBe(200);
      issuer.up = true;
      expect(await ask()).toBe(403);
    } finally {
      await fresh.close();
    }
  });

  test('is worth nothing where the discovery document is another issuer’s, and where there is no provider', async () => {
    const token = await signed(claims('x'));
    const misled = await testApi({ verifyIdentity: identityVerifier({ issuer: `${issuer.url}/`, audience }) });
    expect((await misled.call('GET', '/api/me', undefined, token)).status).toBe(503);
    await misled.close();
    const without = await testApi();
    expect((await without.call('GET', '/api/me', undefined, token)).status).toBe(401);
    await without.close();
  });
});

describe('who it is', () => {
  const subjectOf = (id: string) =>
    api.store.asSystem((trx) => trx.selectFrom('users').select(['oidc_issuer', 'oidc_subject']).where('id', '=', id).executeTakeFirstOrThrow());

  test('is found by a verified e-mail address once, and by the subject from then on', async () => {
    const ada = await person({ [api.organizationId]: {} });
    const parallel = await Promise.all(
      Array.from({ length: 4 }, async () => (await enter(await signed(claims(ada.subject, verified(ada.email))))).status),
    );
    expect(parallel).toEqual([200, 200, 200, 200]);
    expect(await subjectOf(ada.id)).toEqual({ oidc_issuer: issuer.url, oidc_subject: ada.subject });
    const events = await api.store.inOrganization(api.organizationId, (trx) =>
      trx.selectFrom('audit_events').selectAll().where('action', '=', 'user.identity_linked').where('object_id', '=', ada.id).execute(),
    );
    expect(events).toHaveLength(1);
    expect((await enter(await signed(claims(ada.subject, verified('another@example.org'))))).body).toMatchObject({ user: { id: ada.id } });
    expect((await enter(await signed(claims('another subject', verified(ada.email))))).status).toBe(403);
  });

  test.each<[string, (email: string) => JWTPayload]>([
    ['is not verified', (email) => ({ email, email_verified: false })],
    ['is verified by a word', (email) => ({ email, email_verified: 'true' })],
    ['is not given', () => ({ email_verified: true })],
    ['is nobody’s', () => verified('nobody@example.org')],
  ])('is 403 where the address %s, with a word on what to do', async (_name, more) => {
    const ada = await person({ [api.organizationId]: {} });
    const answer = await enter(await signed(claims(ada.subject, more(ada.email))));
    expect(answer.status).toBe(403);
    expect(answer.body['detail']).toMatch(/e-mail address/);
    expect((await subjectOf(ada.id)).oidc_subject).toBeNull();
  });

  test('is not linked where the person may not come in', async () => {
    const ada = await person({ [api.organizationId]: { state: 'suspended' } });
    const answer = await enter(await signed(claims(ada.subject, verified(ada.email))));
    expect(answer.status).toBe(403);
    expect(answer.body['detail']).toContain('suspended');
    expect((await subjectOf(ada.id)).oidc_subject).toBeNull();
  });

  test('stays out once suspended', async () => {
    const ada = await known();
    await api.store.asSystem((trx) => trx.updateTable('members').set({ membership_state: 'suspended' }).where('user_id', '=', ada.id).execute());
    expect((await enter(await signed(claims(ada.subject)))).status).toBe(403);
  });
});

describe('in which organization', () => {
  test('a person of several says so by X-Organization-Id', async () => {
    const ada = await known({ [api.organizationId]: {}, [api.otherOrganizationId]: { role: 'ORGANIZATION_ADMIN' } });
    const token = await signed(claims(ada.subject));
    const undecided = await enter(token);
    expect(undecided.status).toBe(403);
    expect(undecided.body['detail']).toContain('X-Organization-Id');
    expect(undecided.body['detail']).toContain(api.otherOrganizationId);
    const there = await enter(token, { 'x-organization-id': api.otherOrganizationId.toUpperCase() });
    expect(there.body).toMatchObject({ role: 'ORGANIZATION_ADMIN', organization: { id: api.otherOrganizationId } });
    expect((await enter(token, { 'x-organization-id': newId() })).status).toBe(404);
    expect((await enter(token, { 'x-organization-id': 'nonsense' })).status).toBe(404);
  });

  test('a person of one is there, and nowhere else', async () => {
    const ada = await known();
    const token = await signed(claims(ada.subject));
    expect((await enter(token, { 'x-organization-id': api.otherOrganizationId })).status).toBe(404);
  });

  test('the one that is open counts', async () => {
    const ada = await known({ [api.organizationId]: {}, [api.otherOrganizationId]: { state: 'suspended' } });
    const token = await signed(claims(ada.subject));
    expect((await enter(token)).body).toMatchObject({ organization: { id: api.organizationId } });
    expect((await enter(token, { 'x-organization-id': api.otherOrganizationId })).status).toBe(403);
  });

  test('who is in none is 403', async () => {
    const ada = await person({});
    const answer = await enter(await signed(claims(ada.subject, verified(ada.email))));
    expect([answer.status, answer.body['detail']]).toEqual([403, expect.stringContaining('not a member') as unknown]);
  });

  test('a system administrator enters any, as one', async () => {
    const ada = await known({ [api.organizationId]: { role: 'SYSTEM_ADMIN' } });
    const token = await signed(claims(ada.subject));
    expect((await enter(token)).body).toMatchObject({ role: 'SYSTEM_ADMIN', organization: { id: api.organizationId } });
    expect((await enter(token, { 'x-organization-id': api.otherOrganizationId })).body).toMatchObject({
      role: 'SYSTEM_ADMIN',
      organization: { id: api.otherOrganizationId },
    });
  });
});

test('a stored token may look like a JWT', async () => {
  const plain = 'looks.like.one-but-is-stored';
  const owner = { organizationId: api.organizationId, userId: api.userId, name: 'x', role: 'ANALYST' as const, at: new Date() };
  await api.store.inOrganization(api.organizationId, (trx) => createToken(trx, { ...owner, plain }));
  expect((await enter(plain)).status).toBe(200);
});
