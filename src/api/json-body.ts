import type { FastifyInstance } from 'fastify';
import { AppError } from '../domain/errors.ts';

/** Nobody nests deeper, and what stores and reads JSON gives up some thousand levels later. */
const deepest = 500;

/** Bodies are JSON only. An empty one is none, also where the client says that it sends JSON. */
export function takeJsonOnly(app: FastifyInstance): void {
  // A key `__proto__` is left out, as JavaScript would take it for something else.
  const parse = app.getDefaultJsonParser('remove', 'ignore');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString();
    if (text.trim() === '') done(null, undefined);
    else if (isTooDeep(text)) done(tooDeep());
    else void parse(request, text, done);
  });
}

function isTooDeep(json: string): boolean {
  let level = 0;
  let inText = false;
  for (let i = 0; i < json.length; i += 1) {
    const character = json[i];
    if (character === '"') inText = !inText;
    else if (inText) i += character === '\\' ? 1 : 0;
    else if (character === '[' || character === '{') level += 1;
    else if (character === ']' || character === '}') level -= 1;
    if (level > deepest) return true;
  }
  return false;
}

function tooDeep(): AppError {
  const msg = `Input should be nested at most ${deepest} levels deep`;
  return new AppError('invalid', 'The body is nested too deeply.', { problems: [{ loc: ['body'], msg, type: 'value_error' }] });
}
