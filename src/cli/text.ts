const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const wide = /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const invisible = /^(?:\p{M}|\p{Cf})+$/u;

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of segments.segment(text)) width += widthOf(segment);
  return width;
}

/** The text, shortened in its middle to at most `width` columns: ends tell names apart. */
export function fit(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const parts = [...segments.segment(text)].map(({ segment }) => segment);
  const tail: string[] = [];
  const head: string[] = [];
  let left = width - 1;
  const half = Math.floor(left / 2);
  for (let used = 0; parts.length > 0;) {
    const part = parts.at(-1) ?? '';
    used += widthOf(part);
    if (used > half) break;
    tail.unshift(part);
    left -= widthOf(part);
    parts.pop();
  }
  for (const part of parts) {
    left -= widthOf(part);
    if (left < 0) break;
    head.push(part);
  }
  return `${head.join('')}…${tail.join('')}`;
}

/** Breaks at spaces into lines of at most `width` columns; a word that is longer is shortened. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > width) {
      lines.push(line);
      line = fit(word, width);
    } else line = fit(longer, width);
  }
  return line === '' ? lines : [...lines, line];
}

/** Fills up with spaces to `width` columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** Control characters as escapes: a name with a newline in it stays on its line and cannot steer the terminal. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) => {
    if (char === '\u200d') return char;
    return JSON.stringify(char)
      .slice(1, -1)
      .replace(/^[^\\].*$/u, `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
  });
}

/** 1234567 → `1,234,567`. */
export function count(value: number): string {
  return Math.round(value)
    .toString()
    .replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 table`, `2 tables`. */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

function widthOf(grapheme: string): number {
  if (invisible.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}
