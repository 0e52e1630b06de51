const written = /^(-?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
const special: Readonly<Record<string, string>> = {
  nan: 'NaN',
  inf: 'Infinity',
  infinity: 'Infinity',
  '-inf': '-Infinity',
  '-infinity': '-Infinity',
};

/**
 * A floating-point number as the contract writes it: plain digits, no exponent, no trailing zeros, no `-0`
 * (`1e+20` → `100000000000000000000`, `1.50` → `1.5`); `NaN`, `Infinity` and `-Infinity` by these words.
 * Takes what engines and JavaScript print; other texts come back as they are.
 */
export function plainNumber(text: string): string {
  const match = written.exec(text);
  if (match === null) return special[text.toLowerCase()] ?? text;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  const point = whole.length + Number(power);
  const digits = whole + fraction;
  const left =
    point <= 0
      ? '0'
      : digits
          .slice(0, point)
          .padEnd(point, '0')
          .replace(/^0+(?=\d)/, '');
  const right = (point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point)).replace(/0+$/, '');
  if (left === '0' && right === '') return '0';
  return right === '' ? sign + left : `${sign}${left}.${right}`;
}
