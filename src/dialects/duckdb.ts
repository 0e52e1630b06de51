import { ansiDialect, quoteLiteral } from './ansi.ts';

/** DuckDB: standard SQL, tables named with their database. */
export const duckdbDialect = ansiDialect('duckdb', {
  table: (path) => [path.database, path.schema, path.name].map((part) => duckdbDialect.ident(part)).join('.'),
  text: (expression, dataType = '') => {
    const text = `CAST(${expression} AS VARCHAR)`;
    if (plainTypes.test(dataType)) return text;
    if (dataType === 'integer') return plainNumbers(text);
    if (dataType === 'BLOB') return String.raw`'\x' || lower(hex(${expression}))`;
    if (dataType.startsWith('DECIMAL(')) return String.raw`regexp_replace(${text}, '(\.\d*[1-9])0+$|\.0+$', '\1')`;
    if (dataType === 'TIMESTAMP') return `regexp_replace(${text}, ' 00:00:00$', '')`;
    if (dataType === 'TIMESTAMP WITH TIME ZONE') return `regexp_replace(CAST(${expression} AT TIME ZONE 'UTC' AS VARCHAR), ' 00:00:00$', '')`;
    if (dataType === 'JSON') return canonical(`CAST(json(${expression}) AS VARCHAR)`);
    return canonical(nestedTypes.test(dataType) ? `CAST(to_json(${expression}) AS VARCHAR)` : text);
  },
  jsonText: (expression, path, dataType) => `json_extract_string(${asJson(expression, dataType)}, ${quoteLiteral(jsonPointer(path))})`,
  jsonElements: (table, expression, dataType) => ({
    from: `${table}, unnest(json_extract_string(${asJson(expression, dataType)}, '$[*]')) AS json_elements(element)`,
    element: 'json_elements.element',
  }),
});

function asJson(expression: string, dataType: string): string {
  if (dataType === 'JSON') return expression;
  return nestedTypes.test(dataType) ? `to_json(${expression})` : `CASE WHEN json_valid(${expression}) THEN ${expression} END`;
}

/** RFC 6901: whatever a name holds, unlike in the paths that DuckDB takes. */
function jsonPointer(path: readonly string[]): string {
  return path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Types whose text is canonical as it is. */
const plainTypes = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DATE|TIME|UUID|BOOLEAN)$/;

const nestedTypes = /\]$|^(STRUCT|MAP|UNION)\(/;

/** For the columns of text files that hold whole numbers as far as was read: some writers add `.0` where others are missing. */
function plainNumbers(text: string): string {
  return String.raw`regexp_replace(rtrim(${text}, ' '), '^(-?(?:0|[1-9]\d*))\.0+$', '\1')`;
}

/**
 * The rules of canonical text: Unicode NFC without trailing spaces, decimals without trailing zeros, numbers written out, timestamps in UTC
 * with midnight as the date, times without trailing zeros, UUIDs in lower case.
 */
function canonical(text: string): string {
  return String.raw`(SELECT CASE
    WHEN NOT regexp_matches(v, '[-+.:]') THEN v
    WHEN regexp_full_match(v, '-?(0|[1-9]\d*)?\.\d+|-0') THEN ${decimal('v')}
    WHEN regexp_full_match(v, '-?[1-9](\.\d+[eE][-+]?|[eE][-+])\d{1,3}') THEN ${exponent('v')}
    WHEN regexp_full_match(v, '${date}[ T]\d\d:\d\d') THEN regexp_replace(replace(v, 'T', ' ') || ':00', ' 00:00:00$', '')
    WHEN regexp_full_match(v, '${date}[ T]\d\d:\d\d:\d\d(\.\d+)?') THEN ${timestamp("replace(v, 'T', ' ')")}
    WHEN regexp_full_match(v, '${date}[ T]\d\d:\d\d:\d\d(\.\d+)? ?([zZ]|[-+]\d\d(:?\d\d)?)')
      THEN coalesce(${timestamp(String.raw`CAST(TRY_CAST(regexp_replace(v, ' ([-+zZ])', '\1') AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS VARCHAR)`)}, v)
    WHEN regexp_full_match(v, '\d\d:\d\d:\d\d\.\d+') THEN regexp_replace(v, '\.?0+$', '')
    WHEN regexp_full_match(v, '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}') THEN lower(v)
    ELSE v END FROM (SELECT rtrim(nfc_normalize(${text}), ' ')) AS t(v))`;
}

const date = String.raw`\d{4}-\d\d-\d\d`;

function decimal(text: string): string {
  return String.raw`regexp_replace(regexp_replace(regexp_replace(${text}, '\.?0+$', ''), '^-?0?$', '0'), '^(-?)\.', '\10.')`;
}

/** The digits between a thousand zeros on either side, with the point where the power puts it. */
function exponent(text: string): string {
  const digits = `repeat('0', 1000) || replace(regexp_extract(${text}, '[0-9.]+'), '.', '') || repeat('0', 1000)`;
  const whole = String.raw`1001 + TRY_CAST(regexp_extract(${text}, '[-+]?\d+$') AS INTEGER)`;
  const moved = `substr(${digits}, 1, ${whole}) || '.' || substr(${digits}, 1 + ${whole})`;
  return String.raw`regexp_extract(${text}, '^-?') || ${decimal(String.raw`regexp_replace(${moved}, '^0+', '')`)}`;
}

function timestamp(text: string): string {
  return String.raw`regexp_replace(${text}, '(\.\d*[1-9])0+$|\.0+$| 00:00:00(\.0+)?$', '\1')`;
}
