import { compactJson, plainFloat } from '../value-text.ts';

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
      return { expression: column, finish: plainFloat };
    default:
      return { expression: column };
  }
}
