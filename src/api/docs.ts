import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

type Document = ReturnType<typeof jsonSchemaTransformObject>;

/** The OpenAPI 3.1 document, made from the contract's schemas, and its pages at /docs, which load nothing from elsewhere. */
export async function installDocs(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cognate',
        version,
        description: 'Finds how data relates, proves every finding, and keeps what people decided.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'A personal access token (pat_…)' } } },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withTidyComponents(jsonSchemaTransformObject(document)),
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true, uiConfig: { deepLinking: true, persistAuthorization: true } });
}

/** Every schema comes once for requests (named …Input) and once for answers: drops what nothing refers to, and the suffix where it tells nothing apart. */
function withTidyComponents(document: Document): Document {
  if (!('components' in document)) return document;
  const all: Readonly<Record<string, object>> = document.components?.schemas ?? {};
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value ?? null).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      visit(all[name]);
    }
  };
  visit(document.paths);
  const names = new Map([...used].map((name) => [name, used.has(name.replace(/Input$/, '')) ? name : name.replace(/Input$/, '')]));
  const kept = { ...document, components: { ...document.components, schemas: {} as Record<string, object> } };
  for (const name of [...used].toSorted()) kept.components.schemas[names.get(name) ?? name] = all[name] ?? {};
  return JSON.parse(
    JSON.stringify(kept).replaceAll(
      /"#\/components\/schemas\/([^"]+)"/g,
      (_match, name: string) => `"#/components/schemas/${names.get(name) ?? name}"`,
    ),
  ) as Document;
}
