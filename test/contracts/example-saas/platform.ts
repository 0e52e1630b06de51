import { reply, startPlatform } from '../../../src/demo/platforms/server.ts';
import type { Platform } from '../../../src/demo/platforms/server.ts';

const types = [
  { name: 'loans', label: 'Loan', is_custom: true },
  { name: 'books', label: 'Book', is_custom: false },
  { name: 'authors', label: 'Author', is_custom: false },
];

const fields: Readonly<Record<string, readonly unknown[]>> = {
  authors: [
    { name: 'id', label: 'Id', type: 'number', required: true, unique: true },
    { name: 'name', label: 'Name', type: 'text', required: true, unique: false },
    { name: 'born', label: 'Born', type: 'date', required: false, unique: false, help: 'Where it is known.' },
  ],
  books: [
    { name: 'isbn', label: 'ISBN', type: 'text', required: true, unique: true },
    { name: 'author', label: 'Author', type: 'link', required: true, unique: false, links_to: 'authors' },
    { name: 'is_lent', label: 'Lent', type: 'flag', required: true, unique: false },
  ],
  loans: [
    { name: 'book', label: 'Book', type: 'link', required: true, unique: false, links_to: 'books' },
    // Readers are hidden from this key: their type is not among the types.
    { name: 'reader', label: 'Reader', type: 'link', required: false, unique: false, links_to: 'readers' },
  ],
};

const authors = [
  { id: 1, name: 'Mary Shelley', born: '1797-08-30' },
  { id: 2, name: 'Homer', born: null },
  { id: 3, name: 'Jules Verne', born: '1828-02-08' },
];
export const authorRows = authors.map(({ id, name, born }) => [String(id), name, born]);

export const apiKey = 'shelf-key-7f3b9a';
const PAGE = 2;

/** A library's application, as small as one can be. */
export function startShelf(): Promise<Platform> {
  return startPlatform(
    {
      'GET /api/account': () => ({ name: 'Town library' }),
      'GET /api/types': () => ({ types }),
      'GET /api/types/:name': ({ params }) => ({ fields: fields[params['name'] ?? ''] }),
      'GET /api/records/:name': ({ params, query }) => {
        if (params['name'] !== 'authors') return reply(404, { error: 'no such type' });
        const page = Number(query.get('page') ?? 0);
        const next = (page + 1) * PAGE < authors.length ? `/api/records/authors?page=${page + 1}` : null;
        return { records: authors.slice(page * PAGE, (page + 1) * PAGE), next };
      },
    },
    { authorize: ({ headers }) => (headers.authorization === `Bearer ${apiKey}` ? undefined : reply(401, { error: 'unknown key' })) },
  );
}
