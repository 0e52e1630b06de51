import { isUtf8 } from 'node:buffer';
import { SourceError } from '../../domain/errors.ts';
import { checkRecords, parseRecords } from './csv-records.ts';
import type { CsvField } from './csv-records.ts';
import { readStart } from './unpacked-start.ts';
import { typeOfText, typeOfTexts } from './value-type.ts';

const SAMPLE_RECORDS = 1000;
const HEAD_BYTES = 1 << 18;
const CHECKED_BYTES = 1 << 26;

/** How to read one CSV file, and what was found in it. */
export interface CsvShape {
  readonly delimiter: string;
  readonly encoding: 'utf-8' | 'utf-16' | 'latin-1';
  readonly header: boolean;
  /** Unique, never empty. */
  readonly columns: readonly string[];
  readonly types: readonly string[];
  /** Exact where the whole file was checked, else an estimate. */
  readonly rows: number;
  /** Some rows are shorter than the header: missing fields read as NULL. */
  readonly pad: boolean;
  /** Line ends differ within the file. */
  readonly mixedNewlines: boolean;
  /** Bytes of the longest record seen. */
  readonly longest: number;
  readonly notes: readonly string[];
}

/** Reads the start of a file and decides how it is to be read. Throws SourceError `read` for a file that is not a CSV, naming file and line. */
export function csvShape(file: string, size: number): CsvShape {
  const start = readStart(file, CHECKED_BYTES);
  const { text, encoding } = decodeHead(file, start.bytes, start.complete);
  const isTabbed = /\.tsv(\.gz)?$/i.test(file);
  const headComplete = start.complete && start.bytes.length <= HEAD_BYTES;
  const { delimiter, records } = sniff(text, headComplete, isTabbed);
  const first = records[0];
  if (first === undefined) throw new SourceError('read', `${file} holds no record`, 'Leave it out, or export it again.');
  const header = !looksLikeData(first, records.slice(1));
  const sample = header ? records.slice(1) : records;
  const { columns, renamed } = columnNames(first, header);
  const notes = [
    header ? 'The first line was taken as the header.' : 'No header: the first line looks like data. Columns are named column1, column2, …',
  ];
  if (renamed > 0) notes.push(`${renamed} column names were empty or doubled and were changed.`);
  if (delimiter !== (isTabbed ? '\t' : ',')) notes.push(`Fields are separated by ${delimiter === '\t' ? 'tabs' : `"${delimiter}"`}.`);
  if (encoding !== 'utf-8') notes.push(`The file is not UTF-8: read as ${encoding}.`);
  const types = columns.map((_, i) => typeOfTexts(sample.map((record) => textOf(record[i])).filter((value) => value !== undefined)));
  const check = encoding === 'utf-16' ? undefined : checkRecords(start.bytes, delimiter, columns.length, start.complete);
  if (check?.openQuoteLine !== undefined) {
    throw new SourceError(
      'read',
      `${file}, line ${check.openQuoteLine}: a quote opens that is never closed`,
      'Double the quotes within quoted fields (RFC 4180).',
    );
  }
  if (check?.long !== undefined) {
    throw new SourceError(
      'read',
      `${file}, line ${check.long.line}: ${check.long.fields} fields, the header has ${columns.length}`,
      'Quote the fields that hold the delimiter, or correct the line.',
    );
  }
  const counted = check?.records ?? records.length;
  const all = start.complete ? counted : Math.round((counted * size) / start.consumed);
  const short = check?.shortRecords ?? 0;
  if (short > 0)
    notes.push(`${short} rows from line ${check?.firstShortLine ?? 0} on have fewer fields than the header: the missing ones read as NULL.`);
  return {
    delimiter,
    encoding,
    header,
    columns,
    types,
    rows: Math.max(0, all - (header ? 1 : 0)),
    pad: short > 0,
    mixedNewlines: check?.mixedNewlines ?? false,
    longest: check?.longest ?? 0,
    notes,
  };
}

function decodeHead(file: string, bytes: Buffer, complete: boolean): { text: string; encoding: CsvShape['encoding'] } {
  const head = bytes.subarray(0, HEAD_BYTES);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(head), encoding: 'utf-16' };
  if (head.includes(0)) throw new SourceError('read', `${file} is not text`, 'Only text files can be read as CSV.');
  if (isUtf8Text(bytes, complete)) return { text: new TextDecoder().decode(head), encoding: 'utf-8' };
  if (bytes.some((byte) => byte >= 0x80 && byte < 0xa0)) {
    throw new SourceError('read', `${file} is neither UTF-8 nor latin-1`, 'Convert it to UTF-8.');
  }
  return { text: head.toString('latin1'), encoding: 'latin-1' };
}

/** Whether the bytes are UTF-8, but for a character that the cut at the end may have split. */
function isUtf8Text(bytes: Buffer, complete: boolean): boolean {
  return isUtf8(complete ? bytes : bytes.subarray(0, Math.max(bytes.lastIndexOf(0x0a), 0)));
}

/** The delimiter under which most records have as many fields as the first one; more fields break ties, then the usual order. */
function sniff(text: string, complete: boolean, isTabbed: boolean): { delimiter: string; records: CsvField[][] } {
  const order = isTabbed ? ['\t', ',', ';', '|'] : [',', ';', '\t', '|'];
  const attempts = order.map((delimiter) => {
    const records = parseRecords(text, delimiter, complete, SAMPLE_RECORDS);
    const width = records[0]?.length ?? 0;
    const fitting = records.filter((record) => record.length === width).length;
    return { delimiter, records, width, share: records.length === 0 ? 0 : fitting / records.length };
  });
  const wide = attempts.filter((attempt) => attempt.width > 1);
  const ranked = (wide.length > 0 ? wide : attempts).toSorted((a, b) => b.share - a.share || b.width - a.width);
  return ranked[0] ?? { delimiter: ',', records: [] };
}

function textOf(field: CsvField | undefined): string | undefined {
  return field === undefined || (field.text === '' && !field.quoted) ? undefined : field.text;
}

/** A first line is data when it holds a date, a decimal number, a UUID or a plain count in a column whose other values are of that very type. */
function looksLikeData(first: readonly CsvField[], rest: readonly (readonly CsvField[])[]): boolean {
  if (rest.length === 0) return false;
  const sameType = first.filter((field, i) => {
    const type = typeOfText(field.text);
    return type !== 'varchar' && typeOfTexts(rest.map((record) => textOf(record[i])).filter((value) => value !== undefined)) === type;
  });
  const numbers = sameType.filter((field) => typeOfText(field.text) === 'integer').map((field) => Number(field.text));
  const isSeries = numbers.every((value, i) => i === 0 || value === (numbers[i - 1] ?? 0) + 1) && numbers.length > 1;
  const areYears = numbers.every((value) => value >= 1800 && value <= 2200);
  return sameType.length > numbers.length || (numbers.length > 0 && !isSeries && !areYears);
}

/** Unique names: those of the header, `columnN` for empty ones, and a number after one that came before (upper and lower case alike). */
function columnNames(first: readonly CsvField[], header: boolean): { columns: string[]; renamed: number } {
  const taken = new Set(first.map((field) => field.text.toLowerCase()));
  const used = new Set<string>();
  let renamed = 0;
  const columns = first.map((field, i) => {
    const wanted = header && field.text.trim() !== '' && !field.text.includes('\0') ? field.text : `column${i + 1}`;
    let name = wanted;
    for (let n = 1; used.has(name.toLowerCase()) || (name !== wanted && taken.has(name.toLowerCase())); n += 1) name = `${wanted}_${n}`;
    used.add(name.toLowerCase());
    if (header && name !== field.text) renamed += 1;
    return name;
  });
  return { columns, renamed };
}
