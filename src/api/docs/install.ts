import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { withAnswersDescribed } from './answers.ts';
import { sessionCookie } from '../session-cookie.ts';
import { browser } from './browser.ts';
import type { Document } from './document.ts';
import { withExamples } from './examples.ts';
import { rules, summary, title } from './introduction.ts';
import { documentRoutes } from './routes.ts';
import { tags } from './tags.ts';
import { tidied } from './tidy.ts';

type Swagger = ReturnType<typeof jsonSchemaTransformObject>;

/** The OpenAPI 3.1 document, made once from the contract's schemas when it is first asked for, and everything that is read off it. */
export async function installDocs(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title,
        version,
        summary,
        description: rules.map((rule) => `- ${rule}`).join('\n'),
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'This server' }],
      tags: [...tags],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'A personal access token (pat_…), or a token of the identity provider' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: sessionCookie,
            description:
              'What Sign In has a browser keep. `X-Organization-Id` chooses among the organizations signed in to; all but GET need the header `X-Cognate-Request: web`',
          },
        },
      },
    },
    // One of its own: the ready-made one remembers the schemas of the first API of the process.
    transform: createJsonSchemaTransform({}),
    transformObject: (made) => complete(jsonSchemaTransformObject(made) as unknown as Document) as unknown as Swagger,
  });
  await app.register(swaggerUi, browser);
  documentRoutes(app, () => app.swagger() as unknown as Document);
}

function complete(document: Document): Document {
  return withExamples(withAnswersDescribed(tidied(document)));
}
