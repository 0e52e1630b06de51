const newline = 10;

/**
 * Reads the text format of COPY: rows of tab-separated values, `\N` for null, backslash escapes. `push` takes what arrived and
 * returns the rows that are complete. A raw newline byte always ends a row, so that text is only searched, never walked.
 */
export function copyTextReader(columns: number): { push(chunk: Buffer): (string | null)[][] } {
  let rest: Buffer[] = [];
  return {
    push(chunk) {
      const end = chunk.lastIndexOf(newline);
      if (end === -1) {
        rest.push(chunk);
        return [];
      }
      const text = rest.length === 0 ? chunk.toString('utf8', 0, end) : Buffer.concat([...rest, chunk.subarray(0, end)]).toString('utf8');
      rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : [];
      const escaped = text.includes('\\');
      const rows: (string | null)[][] = [];
      for (const line of text.split('\n')) rows.push(columns === 0 ? [] : escaped ? values(line) : line.split('\t'));
      return rows;
    },
  };
}

function values(line: string): (string | null)[] {
  const row: (string | null)[] = line.split('\t');
  if (!line.includes('\\')) return row;
  for (let i = 0; i < row.length; i += 1) {
    const value = row[i];
    if (value?.includes('\\')) row[i] = value === '\\N' ? null : unescape(value);
  }
  return row;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unescape(value: string): string {
  return value.replace(/\\([\s\S])/g, (_, character: string) => escapes[character] ?? character);
}
