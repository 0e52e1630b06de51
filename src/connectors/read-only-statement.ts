import { SourceError } from '../domain/errors.ts';

const readers = ['SELECT', 'WITH', 'VALUES', 'TABLE', 'SHOW', 'EXPLAIN', 'DESCRIBE', 'DESC'];

/**
 * Throws SourceError `read` unless `sql` is one statement that starts like one that reads. It is the first line: it stops what a
 * read-only transaction does not (writing a file of the server, blocks that end the transaction); the transaction stops the rest.
 */
export function assertReads(sql: string, flavour: Flavour): void {
  const bare = withoutStringsAndComments(sql, flavour);
  const first = /^[\s(]*([a-z]+)/i.exec(bare)?.[1]?.toUpperCase() ?? '';
  if (!readers.includes(first)) throw refusal(`it must start with one of ${readers.join(', ')}`);
  if (/;\s*\S/.test(bare)) throw refusal('it must be one statement');
  if (/\binto\s+(outfile|dumpfile)\b/i.test(bare)) throw refusal('it would write a file');
  if (/\/\*M?!/i.test(bare)) throw refusal('it holds a comment that MySQL executes');
}

/** The statement without its closing semicolon, when it is one that reads; else throws SourceError `read`. */
export function selectOnly(sql: string): string {
  assertReads(sql, 'standard');
  return sql.trim().replace(/[;\s]+$/, '');
}

type Flavour = 'standard' | 'mysql';

/** Strings, quoted names and comments of a flavour. Comments that MySQL executes are left standing. */
const skipped: Readonly<Record<Flavour, RegExp>> = {
  standard: /\bE'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([a-z_]\w*|)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\//gi,
  mysql: /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"|`(?:[^`]|``)*`|--[^\n]*|#[^\n]*|\/\*(?!M?!)[\s\S]*?\*\//gi,
};

function withoutStringsAndComments(sql: string, flavour: Flavour): string {
  return sql.replace(skipped[flavour], (text) => (/^(--|#|\/\*)/.test(text) ? ' ' : ' ? '));
}

function refusal(why: string): SourceError {
  return new SourceError('read', `Only a statement that reads may run on a source: ${why}`, 'Send one SELECT.');
}
