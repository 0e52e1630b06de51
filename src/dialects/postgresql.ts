import { ansiDialect, quoteIdent, quoteLiteral } from './ansi.ts';
import type { Dialect } from './dialect.ts';

/** PostgreSQL. `normalize` says that the server can bring text into NFC: version 13 or later, and a UTF8 database. */
export function postgresqlDialect(options: { normalize: boolean }): Dialect {
  // E'' reads the same whatever standard_conforming_strings says.
  const literal = (value: string) => (value.includes('\\') ? `E${quoteLiteral(value.replaceAll('\\', '\\\\'))}` : quoteLiteral(value));
  return ansiDialect('postgresql', {
    literal,
    table: (path) => `${quoteIdent(path.schema)}.${quoteIdent(path.name)}`,
    text: (expression, dataType = '') => {
      const text = `CAST(${expression} AS TEXT)`;
      if (plainTypes.test(dataType)) return text;
      if (dataType.startsWith('numeric')) return decimal(text);
      if (/^timestamp.*without/.test(dataType)) return replaced(text, [midnight]);
      if (/^timestamp.*with /.test(dataType)) return replaced(`CAST(${expression} AT TIME ZONE 'UTC' AS TEXT)`, [midnight]);
      return canonical(`RTRIM(${text})`, options.normalize);
    },
    jsonText: (expression, path, dataType) => `${asJson(expression, dataType)} #>> ARRAY[${path.map(literal).join(', ')}]::text[]`,
    jsonElements(table, expression, dataType) {
      const json = asJson(expression, dataType);
      const list = `CASE jsonb_typeof(${json}) WHEN 'array' THEN ${json} ELSE '[]' END`;
      return { from: `${table} CROSS JOIN LATERAL jsonb_array_elements_text(${list}) AS json_elements(element)`, element: 'json_elements.element' };
    },
  });
}

function asJson(expression: string, dataType: string): string {
  if (dataType === 'jsonb') return expression;
  return /\[\]$|^ARRAY/.test(dataType) ? `to_jsonb(${expression})` : `CAST(${expression} AS jsonb)`;
}

/** Types whose text is canonical as it is. */
const plainTypes = /^(smallint|integer|bigint|oid|uuid|date|boolean|bytea|time\b.*without.*)$/;

/**
 * The rules of canonical text, for what holds a dot, colon, plus or minus at all: decimals without trailing zeros, numbers written out,
 * timestamps in UTC with midnight as the date, UUIDs in lower case. Timestamps with another offset than zero stay as they are.
 * Only what is not ASCII is brought into NFC, which is slow, and no rule changes it.
 */
function canonical(text: string, normalize: boolean): string {
  return (
    `(CASE${normalize ? ` WHEN OCTET_LENGTH(${text}) <> CHAR_LENGTH(${text}) THEN NORMALIZE(${text}, NFC)` : ''}` +
    ` WHEN ${text} !~ '[-+.:]' THEN ${text}` +
    ` WHEN ${text} ~ '^(-?(0|[1-9][0-9]*)?[.][0-9]+|-0)$' THEN ${decimal(text)}` +
    ` WHEN ${text} ~ '^-?[1-9]([.][0-9]+[eE][-+]?|[eE][-+])[0-9]{1,3}$' THEN ${decimal(`CAST(CAST(${text} AS NUMERIC) AS TEXT)`)}` +
    ` WHEN ${text} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?( ?([zZ]|[-+]00(:?00)?))?)?$' THEN ${timestamp(text)}` +
    ` WHEN ${text} ~ '^[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]+$' THEN ${replaced(text, [fraction])}` +
    ` WHEN ${text} ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN LOWER(${text})` +
    ` ELSE ${text} END COLLATE "C")`
  );
}

type Replacement = readonly [pattern: string, by: string];

const fraction: Replacement = ['([.][0-9]*[1-9])0+$|[.]0+$', '\\1'];

const midnight: Replacement = [' 00:00:00$', ''];

function decimal(text: string): string {
  return replaced(text, [['^(-?)[.]', '\\10.'], fraction, ['^-0$', '0']]);
}

function timestamp(text: string): string {
  return replaced(text, [['^(.{10})T', '\\1 '], ['^(.{16})$', '\\1:00'], ['(:.*[^ ]) ?([zZ]|[-+]00(:?00)?)$', '\\1'], fraction, midnight]);
}

function replaced(text: string, steps: readonly Replacement[]): string {
  return steps.reduce((inner, [pattern, by]) => `REGEXP_REPLACE(${inner}, '${pattern}', '${by}')`, text);
}
