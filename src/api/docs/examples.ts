import { resolved, withOperations, type Document, type Media, type Schema } from './document.ts';

/** Every body and every answer shows the example of its schema. */
export function withExamples(document: Document): Document {
  const shown = (content: Readonly<Record<string, Media>>) =>
    Object.fromEntries(Object.entries(content).map(([type, media]) => [type, { ...media, ...exampleOf(document, media) }]));
  return withOperations(document, ({ requestBody, responses, ...operation }) => ({
    ...operation,
    ...(requestBody === undefined ? {} : { requestBody: { ...requestBody, content: shown(requestBody.content) } }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, answer]) => [
        status,
        '$ref' in answer || answer.content === undefined ? answer : { ...answer, content: shown(answer.content) },
      ]),
    ),
  }));
}

function exampleOf(document: Document, media: Media): { readonly example?: unknown } {
  const example = media.example ?? sample(document, media.schema);
  return example === undefined ? {} : { example };
}

/** The example of a schema: its own, else one made of those of its parts. */
function sample(document: Document, given: Schema): unknown {
  const schema = resolved<Schema>(document, given);
  if (schema.examples !== undefined) return schema.examples[0];
  if (schema.items !== undefined) {
    const item = sample(document, schema.items);
    return item === undefined ? undefined : [item];
  }
  return schema.anyOf?.map((part) => sample(document, part)).find((part) => part !== undefined);
}
