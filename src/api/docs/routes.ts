import type { FastifyInstance } from 'fastify';
import { AppError } from '../../domain/errors.ts';
import type { Document } from './document.ts';
import { fullText, guide, index } from './llms.ts';
import { pages } from './pages.ts';

/** The document as JSON, as one Markdown page for each operation, and as the guide that agents read first. None of them takes a token. */
export function documentRoutes(app: FastifyInstance, document: () => Document): void {
  const options = { schema: { hide: true } };
  const json = once(() => JSON.stringify(document()));
  const markdown = once(() => pages(document()));
  const texts = { '/llms.txt': once(() => guide(document())), '/llms-full.txt': once(() => fullText(document(), markdown())) };

  app.get('/openapi.json', options, (_request, reply) => reply.type('application/json; charset=utf-8').send(json()));
  for (const [path, text] of Object.entries(texts)) {
    app.get(path, options, (_request, reply) => reply.type('text/plain; charset=utf-8').send(text()));
  }
  const overview = once(() => index(document()));
  app.get('/docs/api/index.md', options, (_request, reply) => reply.type('text/markdown; charset=utf-8').send(overview()));
  app.get<{ Params: { page: string } }>('/docs/api/:page', options, (request, reply) => {
    const page = markdown().get(request.params.page);
    if (page === undefined) throw new AppError('not_found', 'Not Found');
    return reply.type('text/markdown; charset=utf-8').send(page);
  });
}

/** The document never changes while the server runs. */
function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
