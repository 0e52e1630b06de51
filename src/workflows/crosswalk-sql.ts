import type { Dialect } from '../dialects/dialect.ts';
import type { LearnedAgreement } from '../domain/crosswalk.ts';
import { normaliser, normaliserMacros, type NormaliserName } from '../links/normalisers.ts';
import type { CrosswalkRow, LinkedAttributes } from '../store/crosswalks.ts';
import type { OpenEnd } from './crosswalk-ends.ts';

interface SqlStatement {
  readonly name: string;
  /** Null for a statement that takes the rows of others. */
  readonly source: string | null;
  readonly dialect: string;
  readonly sql: string;
}

export interface CrosswalkStatements {
  readonly statements: readonly SqlStatement[];
  readonly notes: readonly string[];
}

interface FormedLink {
  readonly link: LinkedAttributes;
  readonly forms: readonly [NormaliserName, NormaliserName];
}

/**
 * Records whose linked attributes are equal in their normal form, where the value stands in one record of each side: one statement where both ends lie
 * in one place, else one for each side and one that joins what they give.
 */
export function statementsFor(
  crosswalk: CrosswalkRow,
  left: OpenEnd,
  right: OpenEnd,
  linked: readonly LinkedAttributes[],
  fields: LearnedAgreement['fields'],
): CrosswalkStatements {
  const links = linked.map((link): FormedLink => {
    const field = fields.find((one) => one.left.includes(link.left) && one.right.includes(link.right));
    return { link, forms: [(field?.leftForm ?? 'exact') as NormaliserName, (field?.rightForm ?? 'exact') as NormaliserName] };
  });
  const notes: string[] = [];
  const keyless = (['left', 'right'] as const).filter((side) => crosswalk[`${side}_key`]?.length === 0).map((side) => crosswalk[`${side}_entity`]);
  if (keyless.length > 0) notes.push(`${keyless.join(' and ')} has no key: the number of a row cannot be written as SQL.`);
  if (left.sql === null || right.sql === null) notes.push('Records that come through the API of a platform have no SQL.');
  if (left.sql === null || right.sql === null || keyless.length > 0) return { statements: [], notes };
  const [l, r] = [left.sql.dialect, right.sql.dialect];
  const select = (side: 'left' | 'right', { link, forms }: FormedLink): string => {
    const [end, dialect, form] = side === 'left' ? [left, l, forms[0]] : [right, r, forms[1]];
    const key = crosswalk[`${side}_key`] ?? [];
    const textOf = (name: string): string => dialect.text(dialect.ident(name), end.entity.attributes.find((one) => one.name === name)?.dataType);
    const value = formSql(dialect, form, textOf(link[side]));
    if (value.note !== null) notes.push(`${link[side]}: ${value.note}`);
    const names = numbered('record_key', key.length).map((name) => dialect.ident(name));
    const keys = key.map((name, i) => `${textOf(name)} AS ${names[i]}`);
    const inner = `SELECT ${keys.join(', ')}, ${value.sql} AS ${dialect.ident('linked_value')} FROM ${dialect.table(end.entity.path, [...new Set([...key, link[side]])])}`;
    const linked = dialect.ident('linked_value');
    return `SELECT ${names.map((name) => `MIN(${name}) AS ${name}`).join(', ')}, ${linked}\nFROM (${inner}) AS formed\nWHERE ${linked} <> ''\nGROUP BY ${linked}\nHAVING COUNT(*) = 1`;
  };
  const statements = links.flatMap((formed): SqlStatement[] => {
    const { link } = formed;
    const name = `${link.left} = ${link.right}`;
    const macros: SqlStatement[] =
      l.name === 'duckdb' || r.name === 'duckdb'
        ? [{ name: 'normal forms', source: null, dialect: 'duckdb', sql: `${normaliserMacros.join(';\n')};` }]
        : [];
    const keysOf = (side: 'left' | 'right', alias: string, dialect: Dialect): string[] => {
      const count = crosswalk[`${side}_key`]?.length ?? 0;
      const shown = numbered(`${side}_key`, count);
      return numbered('record_key', count).map((name, i) => `${alias}.${dialect.ident(name)} AS ${dialect.ident(shown[i] ?? '')}`);
    };
    const joined = (dialect: Dialect, from: string, to: string): string =>
      `SELECT ${[...keysOf('left', 'l', dialect), ...keysOf('right', 'r', dialect)].join(', ')}\nFROM ${from} AS l\nJOIN ${to} AS r ON l.${dialect.ident('linked_value')} = r.${dialect.ident('linked_value')}`;
    const isOnePlace = left.location === right.location || (l.name === 'duckdb' && r.name === 'duckdb');
    if (isOnePlace) {
      return [
        ...macros,
        { name, source: crosswalk.left_source, dialect: l.name, sql: joined(l, `(${select('left', formed)})`, `(${select('right', formed)})`) },
      ];
    }
    return [
      ...macros,
      { name: `${name}: left_values`, source: crosswalk.left_source, dialect: l.name, sql: select('left', formed) },
      { name: `${name}: right_values`, source: crosswalk.right_source, dialect: r.name, sql: select('right', formed) },
      { name, source: null, dialect: 'ansi', sql: joined(l, 'left_values', 'right_values') },
    ];
  });
  const once = new Map(statements.map((statement) => [`${statement.name} ${statement.sql}`, statement]));
  return { statements: [...once.values()], notes: [...new Set(notes)] };
}

/** What the columns of a key are called: one by the name itself, several numbered. */
const numbered = (name: string, count: number): string[] => (count === 1 ? [name] : Array.from({ length: count }, (_, i) => `${name}_${i + 1}`));

/** A value in its normal form, as the engine can write it. */
function formSql({ name }: Dialect, form: NormaliserName, text: string): { readonly sql: string; readonly note: string | null } {
  if (name === 'duckdb') return { sql: normaliser(form).sql(text), note: null };
  const plain = `LOWER(TRIM(${text}))`;
  const digests: Partial<Record<NormaliserName, Readonly<Record<string, string>>>> = {
    md5_of_email: { postgresql: `MD5(${plain})`, mysql: `MD5(${plain})` },
    sha1_of_email: { mysql: `SHA1(${plain})` },
    sha256_of_email: { postgresql: `ENCODE(SHA256(CONVERT_TO(${plain}, 'UTF8')), 'hex')`, mysql: `SHA2(${plain}, 256)` },
    mailbox: {
      postgresql: String.raw`REGEXP_REPLACE(${plain}, '\+[^@]*@', '@')`,
      mysql: String.raw`REGEXP_REPLACE(${plain}, '[+][^@]*@', '@')`,
    },
  };
  const written = digests[form]?.[name];
  if (written !== undefined) return { sql: written, note: null };
  const note =
    form === 'exact' || form === 'email'
      ? null
      : `the normal form ${form} is not written in ${name}: lower-case trimmed text stands for it, which joins fewer records.`;
  return { sql: plain, note };
}
