/** How the values of a column become value texts: an SQL expression that does most, and what is left to do here. */
export interface ValueText {
  readonly expression: string;
  readonly finish?: (text: string) => string;
}

/** `type` is the base type's name in pg_type, `category` its typcategory; `column` is the quoted name. */
export function valueText(column: string, type: string, category: string): ValueText {
  if (category === 'A') return { expression: `pg_catalog.array_to_json(${column})`, finish: compactJson };
  switch (type) {
    case 'bool':
    case 'bpchar':
      return { expression: `${column}::text` };
    case 'timestamptz':
      return { expression: `(${column} AT TIME ZONE 'UTC')` };
    case 'money':
      return { expression: `${column}::numeric` };
    case 'json':
    case 'jsonb':
      return { expression: column, finish: compactJson };
    case 'float4':
    case 'float8':
      return { expression: column, finish: plainDigits };
    default:
      return { expression: column };
  }
}

/** JSON without the white space between its tokens; everything else stays as it is. */
function compactJson(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string: string | undefined) => string ?? '');
}

/** `1.5e+03` as `1500`, `1e-07` as `0.0000001`. */
function plainDigits(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length ? `${sign}${digits.padEnd(point, '0')}` : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
