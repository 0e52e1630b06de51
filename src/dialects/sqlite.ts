import { ansiDialect, jsonPath, quoteLiteral } from './ansi.ts';

/**
 * SQLite: any column may hold values of any type, so texts are made by the type of each value. It has neither regular expressions nor time
 * zones nor Unicode normalisation: timestamps with an offset stay as they are, and so does text that is not in NFC.
 */
export const sqliteDialect = ansiDialect('sqlite', {
  text: (x, dataType = '') => {
    const text = `CAST(${x} AS TEXT)`;
    // Their affinity turns texts of numbers into numbers: what is left has no rule, but for a fraction without end.
    const rest = /INT/i.test(dataType) ? `rtrim(${text}, ' ')` : canonical(text);
    return `CASE typeof(${x}) WHEN 'integer' THEN ${text} WHEN 'blob' THEN '\\x' || lower(hex(${x})) ELSE ${rest} END`;
  },
  jsonText(x, path) {
    const at = quoteLiteral(jsonPath(path));
    const json = `CASE WHEN json_valid(${x}) THEN ${x} END`;
    // Of texts json_extract gives the text; of all else -> gives the JSON, with numbers as they are written there.
    return `CASE json_type(${json}, ${at}) WHEN 'text' THEN json_extract(${json}, ${at}) WHEN 'null' THEN NULL ELSE ${json} -> ${at} END`;
  },
  jsonElements: (table, x) => ({
    from: `${table}, json_each(CASE WHEN json_valid(${x}) AND json_type(${x}) = 'array' THEN ${x} ELSE '[]' END) AS json_elements`,
    element: `CASE json_elements.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE json_elements.value END`,
  }),
});

/**
 * The rules of canonical text: no trailing spaces, decimals without trailing zeros, numbers written out, midnight as the date,
 * fractions of seconds without trailing zeros, UUIDs in lower case. Of the value `v`, `u` is without its sign, `m` and `e` are mantissa
 * and power, `z` is the timestamp with seconds and without zone, and `n` the number without sign, NULL where it is none.
 */
function canonical(text: string): string {
  return `(SELECT CASE WHEN v NOT GLOB '*[-+.:]*' THEN v
    WHEN n IN ('', '0') THEN '0'
    WHEN n IS NOT NULL THEN substr('-', 1, v LIKE '-%') || substr('0', 1, n LIKE '.%') || n
    WHEN z GLOB '${date}[ T]${clock}*' AND (length(z) = 19 OR substr(z, 20) GLOB '.[0-9]*' AND substr(z, 21) NOT GLOB '*[^0-9]*')
      THEN substr(z, 1, 10) || coalesce(' ' || nullif(CASE WHEN z LIKE '%.%' THEN ${trimmed('substr(z, 12)')} ELSE substr(z, 12) END, '00:00:00'), '')
    WHEN v GLOB '${clock}.[0-9]*' AND substr(v, 10) NOT GLOB '*[^0-9]*' THEN ${trimmed('v')}
    WHEN v GLOB '????????-????-????-????-????????????' AND v NOT GLOB '*[^-0-9a-fA-F]*' AND length(replace(v, '-', '')) = 32 THEN lower(v)
    ELSE v END
  FROM (SELECT v, z, CASE WHEN v = '-0' THEN '0' WHEN ${isDecimal('u')} AND u NOT GLOB '0[0-9]*' THEN ${trimmed('u')}
      WHEN (m GLOB '[1-9]' AND e GLOB '[-+]*' OR m GLOB '[1-9].*' AND ${isDecimal('m')})
        AND length(p) BETWEEN 1 AND 3 AND p NOT GLOB '*[^0-9]*' AND length(e) - length(p) < 2 THEN ${trimmed(`ltrim(${shifted}, '0')`)} END AS n
    FROM (SELECT v, u, z, m, e, ltrim(e, '-+') AS p
      FROM (SELECT v, u, substr(u, 1, instr(lower(u), 'e') - 1) AS m, substr(u, instr(lower(u), 'e') + 1) AS e,
          CASE WHEN length(v) = 16 THEN v || ':00' WHEN v GLOB '*:*:*[0-9][zZ]' THEN substr(v, 1, length(v) - 1)
            WHEN v GLOB '*:*:*[0-9] [zZ]' THEN substr(v, 1, length(v) - 2) ELSE v END AS z
        FROM (SELECT v, substr(v, 1 + (v LIKE '-%')) AS u FROM (SELECT rtrim(${text}, ' ') AS v))))))`;
}

const date = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]';
const clock = '[0-9][0-9]:[0-9][0-9]:[0-9][0-9]';

const isDecimal = (text: string): string => `${text} GLOB '*.[0-9]*' AND ${text} NOT GLOB '*[^0-9.]*' AND ${text} NOT GLOB '*.*.*'`;

const trimmed = (text: string): string => `rtrim(rtrim(${text}, '0'), '.')`;

/** The digits between a thousand zeros on either side, with the point where the power puts it. */
const zeros = 'hex(zeroblob(500))';
const digits = `${zeros} || replace(m, '.', '') || ${zeros}`;
const shifted = `substr(${digits}, 1, 1001 + e) || '.' || substr(${digits}, 1002 + e)`;
