import type { FastifyInstance } from 'fastify';

/**
 * Answers 405 with `Allow` where a path is known and the method is none of its own. Wants to be called before the routes are defined; what
 * it returns, after them. Whether a path is known is in the API's document: no token is asked for.
 */
export function refuseOtherMethods(app: FastifyInstance): () => void {
  const known = new Map<string, { readonly url: string; readonly methods: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const pattern = url.replaceAll(/:\w+/g, ':');
    const path = known.get(pattern) ?? { url, methods: new Set() };
    known.set(pattern, path);
    for (const each of [method].flat()) path.methods.add(each);
  });
  return () => {
    for (const { url, methods } of known.values()) {
      const allow = [...methods].toSorted().join(', ');
      app.route({
        method: app.supportedMethods.filter((method) => !methods.has(method)),
        url,
        schema: { hide: true },
        onRequest: async (_request, reply) => reply.code(405).header('allow', allow).send({ detail: 'Method Not Allowed' }),
        handler: async () => undefined,
      });
    }
  };
}
