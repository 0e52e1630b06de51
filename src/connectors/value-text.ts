/** JSON without the white space between its tokens; everything else stays as it is. */
export function compactJson(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string: string | undefined) => string ?? '');
}

/** A number in scientific notation written out: `1.5e+03` as `1500`, `1e-7` as `0.0000001`. Any other text as it is. */
export function plainDigits(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]?\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length ? `${sign}${digits.padEnd(point, '0')}` : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** A number's text as a JavaScript number if that is the same number, else the text. */
export function numberIfExact(text: string): number | string {
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  const exact = Number.isInteger(number) ? Number.isSafeInteger(number) : text.replace(/\D/g, '').replace(/^0+/, '').length <= 15;
  return exact ? number : text;
}
