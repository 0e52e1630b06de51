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
    transformObject: (document) => tidied(jsonSchemaTransformObject(document)),
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: contentSecurityPolicy, uiConfig: { deepLinking: true, validatorUrl: null } });
}

const contentSecurityPolicy =
  "default-src 'self'; base-uri 'self'; img-src 'self' data:; object-src 'none'; script-src 'self'; style-src 'self'; frame-ancestors 'none'";

/** What the generator leaves to be desired: see each step. */
function tidied(document: Document): Document {
  return 'components' in document ? withAnswersDescribed(withoutNoise(withFewComponents(document))) : document;
}

/** Every schema comes once for requests (named …Input) and once for answers: drops what nothing refers to, and the suffix where it tells nothing apart. */
function withFewComponents(document: Document): Document {
  const all: Readonly<Record<string, object>> = ('components' in document ? document.components?.schemas : undefined) ?? {};
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value ?? null).matchAll(reference)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      visit(all[name]);
    }
  };
  visit(document.paths);
  const shortName = (name: string): string => {
    const short = name.replace(/Input$/, '');
    return used.has(short) ? name : short;
  };
  const schemas = Object.fromEntries([...used].toSorted().map((name) => [shortName(name), all[name] ?? {}]));
  const kept = { ...document, components: { ...('components' in document ? document.components : {}), schemas } };
  return JSON.parse(JSON.stringify(kept).replaceAll(reference, (_match, name: string) => `"#/components/schemas/${shortName(name)}"`)) as Document;
}

const reference = /"#\/components\/schemas\/([^"]+)"/g;

/** A format says what its long pattern repeats; keys of JSON objects are always strings. */
function withoutNoise(document: Document): Document {
  const reviver = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { pattern, propertyNames, ...rest } = value as { format?: unknown; pattern?: unknown; propertyNames?: unknown };
    return {
      ...rest,
      ...(pattern === undefined || typeof rest.format === 'string' ? {} : { pattern }),
      ...(propertyNames === undefined || 'additionalProperties' in rest ? {} : { propertyNames }),
    };
  };
  return JSON.parse(JSON.stringify(document), reviver) as Document;
}

const answers: Readonly<Record<string, string>> = {
  200: 'Successful Response',
  201: 'Created',
  202: 'Accepted',
  401: 'No token, or one that is not valid',
  403: 'The role is too low, or the member not active',
  404: 'Not there, or of another organization',
  409: 'In conflict with what is there',
  422: 'Validation Error',
};

function withAnswersDescribed(document: Document): Document {
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path ?? {})) {
      const { responses = {} } = operation as { responses?: Record<string, { description: string }> };
      for (const [status, response] of Object.entries(responses)) response.description = answers[status] ?? response.description;
    }
  }
  return document;
}
