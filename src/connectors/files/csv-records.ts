const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;

/** One field of a CSV record: its text without quotes, and whether it was quoted. An unquoted empty field is NULL. */
export interface CsvField {
  readonly text: string;
  readonly quoted: boolean;
}

/** Splits text into records as RFC 4180 says. Empty lines are left out, and so are spaces before a quote. A record that the text cuts off at its end is left out unless `complete`. */
export function parseRecords(text: string, delimiter: string, complete: boolean, maxRecords = Infinity): CsvField[][] {
  const records: CsvField[][] = [];
  let fields: CsvField[] = [];
  let at = 0;
  const endRecord = () => {
    if (fields.length > 1 || fields[0]?.text !== '' || fields[0].quoted) records.push(fields);
    fields = [];
  };
  while (at < text.length && records.length < maxRecords) {
    let field: CsvField;
    const opening = skipSpaces(text, at);
    if (text[opening] === '"') {
      const [value, end] = quotedField(text, opening, delimiter);
      if (end >= text.length && !complete) return records;
      field = { text: value, quoted: true };
      at = end;
    } else {
      const end = fieldEnd(text, at, delimiter);
      if (end >= text.length && !complete) return records;
      field = { text: text.slice(at, end), quoted: false };
      at = end;
    }
    fields.push(field);
    if (text[at] === delimiter) {
      at += 1;
      if (at < text.length) continue;
      fields.push({ text: '', quoted: false });
    }
    endRecord();
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return records;
}

function quotedField(text: string, start: number, delimiter: string): [value: string, end: number] {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return [text.slice(start + 1).replaceAll('""', '"'), text.length];
    if (text[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    const end = fieldEnd(text, quote + 1, delimiter);
    return [text.slice(start + 1, quote).replaceAll('""', '"'), end];
  }
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

function fieldEnd(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

/** What a pass over the bytes of a CSV file found. Lines count from 1. */
export interface RecordCheck {
  /** Records, the header included. */
  readonly records: number;
  /** Records with fewer fields than expected, and the line on which the first one starts. */
  readonly shortRecords: number;
  readonly firstShortLine: number;
  /** The first record with more fields than expected. */
  readonly long: { readonly line: number; readonly fields: number } | undefined;
  /** The line on which a quote opens that is never closed. */
  readonly openQuoteLine: number | undefined;
  /** Bytes of the longest record. */
  readonly longest: number;
  /** Some lines end in CR LF and others in LF. */
  readonly mixedNewlines: boolean;
}

/**
 * Counts records and fields of a CSV without building them. `complete` says that the bytes end where the file ends;
 * otherwise the last record, which may be cut off, is not judged.
 */
export function checkRecords(bytes: Uint8Array, delimiter: string, columns: number, complete: boolean): RecordCheck {
  const delimiterByte = delimiter.charCodeAt(0);
  const highest = Math.max(QUOTE, delimiterByte);
  let records = 0;
  let shortRecords = 0;
  let firstShortLine = 0;
  let long: RecordCheck['long'];
  let longest = 0;
  let line = 1;
  let fields = 1;
  let recordStart = 0;
  let recordLine = 1;
  let fieldStart = 0;
  let crlf = 0;
  let lf = 0;
  const end = bytes.length;
  let at = 0;

  const endRecord = (stop: number) => {
    const size = stop - recordStart;
    if (size > 0 || columns === 1) {
      records += 1;
      if (size > longest) longest = size;
      if (fields < columns) {
        shortRecords += 1;
        if (firstShortLine === 0) firstShortLine = recordLine;
      } else if (fields > columns && long === undefined) long = { line: recordLine, fields };
    }
  };

  while (at < end) {
    const byte = bytes[at] as number;
    // Letters and digits, which most bytes are, are passed over first.
    if (byte > highest) at += 1;
    else if (byte === QUOTE && at === fieldStart) {
      const openLine = line;
      at += 1;
      for (;;) {
        if (at >= end)
          return {
            records,
            shortRecords,
            firstShortLine,
            long,
            openQuoteLine: complete ? openLine : undefined,
            longest,
            mixedNewlines: crlf > 0 && lf > 0,
          };
        const inner = bytes[at];
        if (inner === QUOTE) {
          if (bytes[at + 1] !== QUOTE) break;
          at += 1;
        } else if (inner === LF || (inner === CR && bytes[at + 1] !== LF)) line += 1;
        at += 1;
      }
      at += 1;
    } else if (byte === delimiterByte) {
      fields += 1;
      at += 1;
      fieldStart = at;
    } else if (byte === LF || byte === CR) {
      endRecord(at);
      const isPair = byte === CR && bytes[at + 1] === LF;
      if (isPair) crlf += 1;
      else if (byte === LF) lf += 1;
      at += isPair ? 2 : 1;
      line += 1;
      fields = 1;
      recordStart = at;
      fieldStart = at;
      recordLine = line;
    } else {
      if (byte === SPACE && at === fieldStart) fieldStart += 1;
      at += 1;
    }
  }
  if (complete && end > recordStart) endRecord(end);
  return { records, shortRecords, firstShortLine, long, openQuoteLine: undefined, longest, mixedNewlines: crlf > 0 && lf > 0 };
}
