import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Where the build puts the web app: beside what is compiled, seen from the sources and from the build alike. */
const directory = fileURLToPath(new URL('../../dist/web/', import.meta.url));

/** Everything comes from this server; no inline script, no evaluation, no frame around it. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** Serves the web app at `/`: its pages are one document, its assets are named by their content. Without a build there is no app, and no route. */
export async function webApp(app: FastifyInstance): Promise<void> {
  if (!existsSync(`${directory}index.html`)) return;
  await app.register(fastifyStatic, {
    root: `${directory}assets/`,
    prefix: '/assets/',
    schemaHide: true,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    setHeaders(reply) {
      for (const [name, value] of Object.entries(headers)) void reply.setHeader(name, value);
    },
  });
  for (const url of ['/', '/o/*']) {
    app.get(url, { schema: { hide: true } }, (_request, reply) => page(reply));
  }
}

function page(reply: FastifyReply): FastifyReply {
  return reply.headers({ ...headers, 'cache-control': 'no-cache' }).sendFile('index.html', directory, { cacheControl: false });
}
