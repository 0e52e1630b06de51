import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { problemsOf } from '../contract/problems.ts';
import { AppError } from '../domain/errors.ts';
import { writeJson } from '../domain/json-text.ts';

/** Where a problem lies, in the words of the wire. */
const places: Readonly<Record<string, string>> = { body: 'body', querystring: 'query', params: 'path', headers: 'header' };

/** Requests are read by their Zod schemas. The word `null` is null in a path, and means the same as not given in a query. */
const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const place = places[httpPart ?? ''] ?? 'body';
  return (data: unknown) => {
    const input = place === 'query' ? withoutNulls(data) : place === 'path' ? withNulls(data) : (data ?? undefined);
    const parsed = schema.safeParse(input);
    if (parsed.success) return { value: parsed.data };
    return { error: new AppError('invalid', `The ${place} is not valid.`, { problems: problemsOf(parsed.error, input, [place]) }) };
  };
};

function withNulls(path: unknown): unknown {
  return Object.fromEntries(Object.entries(path ?? {}).map(([name, value]) => [name, value === 'null' ? null : value]));
}

function withoutNulls(query: unknown): unknown {
  if (typeof query !== 'object' || query === null) return query;
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== 'null'));
}

/** The schemas know nothing of stored texts, but what they stand for. */
const checkingCompiler: typeof serializerCompiler = (route) => {
  const check = serializerCompiler(route);
  return (data) => check(JSON.parse(String(writeJson(data))));
};

/** Fastify sends bytes as well as text, though its types do not say so. */
const writingCompiler = () => writeJson as (data: unknown) => string;

/** `checkAnswers` holds every answer against its schema, for tests; else presenters are trusted and answers are only written. */
export function installValidation(app: FastifyInstance, checkAnswers: boolean): void {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(checkAnswers ? checkingCompiler : writingCompiler);
}
