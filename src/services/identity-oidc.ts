import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { AppError } from '../domain/errors.ts';

export interface OidcSettings {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer's keys are; else its discovery document says. */
  readonly jwksUrl?: string | undefined;
  /** How long after the keys were read an unknown key may not have them read again. */
  readonly cooldownMs?: number;
}

/** Whom an identity provider vouches for. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** Only where the provider has verified it. */
  readonly email: string | undefined;
}

/** Reads a bearer token of the identity provider. Throws AppError 'unauthenticated' where it is not good, 'unavailable' where the keys cannot be had. */
export type VerifyIdentity = (jwt: string) => Promise<Identity>;

/** With a secret that both sides know, or with none, anybody who can check a token could make one. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];
const clockToleranceSeconds = 5;
const timeoutMs = 5000;

export function identityVerifier(settings: OidcSettings): VerifyIdentity {
  const key = keysOf(settings);
  return async (jwt) => {
    try {
      const { payload } = await jwtVerify(jwt, key, {
        issuer: settings.issuer,
        audience: settings.audience,
        algorithms,
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['sub', 'exp'],
      });
      return identityOf(payload, settings.issuer);
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (error instanceof errors.JWTExpired) throw new AppError('unauthenticated', 'The token has expired.');
      const why = error instanceof errors.JOSEError ? `: ${error.message}` : '';
      throw new AppError('unauthenticated', `The token is not valid${why}.`);
    }
  };
}

function identityOf({ sub = '', email, email_verified: verified }: JWTPayload, issuer: string): Identity {
  return { issuer, subject: sub, email: verified === true && typeof email === 'string' ? email : undefined };
}

/** The issuer's keys, read when the first token comes; again when they are old, or when a token names one that is not among them. */
function keysOf(settings: OidcSettings): JWTVerifyGetKey {
  let opened: Promise<JWTVerifyGetKey> | undefined;
  const open = async (): Promise<JWTVerifyGetKey> => {
    const url = new URL(settings.jwksUrl ?? (await discover(settings.issuer)));
    return createRemoteJWKSet(url, {
      timeoutDuration: timeoutMs,
      ...(settings.cooldownMs === undefined ? {} : { cooldownDuration: settings.cooldownMs }),
    });
  };
  return async (header, token) => {
    try {
      opened ??= open().catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      const keySet = await opened;
      return await keySet(header, token);
    } catch (error) {
      if (aboutTheToken.some((kind) => error instanceof kind)) throw error;
      throw new AppError('unavailable', 'The keys of the identity provider cannot be read now.', { cause: error });
    }
  };
}

/** Failures of a key set that say something of the token, not of the set. */
const aboutTheToken = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Where the issuer's keys are (OpenID Connect Discovery 1.0 §4). */
async function discover(issuer: string): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`the discovery document of the identity provider was answered with ${response.status}`);
  const document = discovery.parse(await response.json());
  if (document.issuer !== issuer) throw new Error('the discovery document names another issuer');
  return document.jwks_uri;
}
