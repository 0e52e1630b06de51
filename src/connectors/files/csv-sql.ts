import { quoteLiteral } from '../../dialects/ansi.ts';
import type { CsvShape } from './csv-shape.ts';

const DUCKDB_LINE_BYTES = 2_000_000;

/** The reading function of a CSV file: every value a text exactly as written, empty unquoted fields NULL, quoted ones ''. */
export function readCsvSql(file: string, shape: CsvShape): string {
  const options = [
    'auto_detect=false',
    `header=${shape.header}`,
    `delim=${quoteLiteral(shape.delimiter)}`,
    `quote='"'`,
    `escape='"'`,
    `nullstr=''`,
    'allow_quoted_nulls=false',
    `columns={${shape.columns.map((name) => `${quoteLiteral(name)}: 'VARCHAR'`).join(', ')}}`,
  ];
  if (shape.pad) options.push('null_padding=true', 'parallel=false');
  if (shape.mixedNewlines) options.push('strict_mode=false');
  if (shape.encoding !== 'utf-8') options.push(`encoding=${quoteLiteral(shape.encoding)}`);
  if (shape.longest >= DUCKDB_LINE_BYTES) options.push(`max_line_size=${shape.longest + 2}`);
  return `read_csv(${quoteLiteral(file)}, ${options.join(', ')})`;
}
