import { ansiDialect, jsonPath, quoteIdent, quoteLiteral } from './ansi.ts';
import type { Dialect } from './dialect.ts';

/** MySQL and MariaDB, with backslash escapes as in their default sql_mode. Neither can bring text into Unicode NFC. */
export const mysqlDialect: Dialect = ansiDialect('mysql', {
  ident: (name) => quoteIdent(name, '`'),
  literal: (value) => quoteLiteral(value.replaceAll('\\', '\\\\')),
  text: (expression, dataType = '') => {
    const text = `CONVERT(${expression} USING utf8mb4)`;
    if (plainTypes.test(dataType)) return text;
    if (binaryTypes.test(dataType)) return `CONCAT('\\\\x', LOWER(HEX(${expression})))`;
    if (dataType === 'bit(1)') return `CASE ${expression} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END`;
    return canonical(`RTRIM(${dataType.startsWith('bit') ? `CONVERT(${expression} + 0 USING utf8mb4)` : text})`);
  },
  jsonText(expression, path) {
    const found = `JSON_EXTRACT(${expression}, ${mysqlDialect.literal(jsonPath(path))})`;
    return `CASE JSON_TYPE(${found}) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(${found}) END`;
  },
  jsonElements: (table, expression) => ({
    from: `${table}, JSON_TABLE(${expression}, '$[*]' COLUMNS (element TEXT PATH '$')) AS json_elements`,
    element: 'json_elements.element',
  }),
});

/** Types whose text is canonical as it is. */
const plainTypes = /^((tiny|small|medium|big)?int|date$|year|uuid)/;
const binaryTypes = /^((var)?binary|(tiny|medium|long)?blob)/;

/**
 * The rules of canonical text, for what holds a dot, colon, plus or minus at all: decimals without trailing zeros, numbers written out,
 * timestamps without trailing zeros and midnight as the date, UUIDs in lower case. A UTC offset stays as it is. Comparisons are
 * exact, whatever the collations of the columns.
 */
function canonical(text: string): string {
  const decimal = withoutTrailingZeros(`CAST(${text} AS DECIMAL(65,30))`);
  return (
    `(CASE WHEN ${text} NOT REGEXP '[-+.:]' THEN ${text}` +
    ` WHEN ${text} REGEXP '^(-?(0|[1-9][0-9]*)?[.][0-9]+|-0)$' THEN ${decimal}` +
    ` WHEN ${text} REGEXP '^-?[1-9]([.][0-9]+[eE][-+]?|[eE][-+])[0-9]{1,3}$' THEN ${decimal}` +
    ` WHEN ${text} REGEXP '^${date}[ T]00:00(:00([.]0+)?Z?)?$' THEN LEFT(${text}, 10)` +
    ` WHEN ${text} REGEXP '^${date}[ T][0-9]{2}:[0-9]{2}$' THEN CONCAT(LEFT(${text}, 10), ' ', SUBSTRING(${text}, 12), ':00')` +
    ` WHEN ${text} REGEXP '^${date}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?Z?$'` +
    ` THEN CONCAT(LEFT(${text}, 10), ' ', SUBSTRING(${text}, 12, 8), ${withoutTrailingZeros(`TRIM(TRAILING 'Z' FROM SUBSTRING(${text}, 20))`)})` +
    ` WHEN ${text} REGEXP '^[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]+$' THEN ${withoutTrailingZeros(text)}` +
    ` WHEN ${text} REGEXP '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN LOWER(${text})` +
    ` ELSE ${text} END COLLATE utf8mb4_bin)`
  );
}

const date = '[0-9]{4}-[0-9]{2}-[0-9]{2}';

function withoutTrailingZeros(text: string): string {
  return `TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM ${text}))`;
}
