/** Whether a text is an ISBN of ten or thirteen digits with the right check digit. Source: ISO 2108. */
export function isIsbn(text: string): boolean {
  const digits = text.replace(/\.0+$/, '').replaceAll(/[\s-]/g, '').toUpperCase();
  const sum = (weight: (i: number) => number): number =>
    Array.from(digits).reduce((total, digit, i) => total + (digit === 'X' ? 10 : Number(digit)) * weight(i), 0);
  if (/^97[89]\d{10}$/.test(digits)) return sum((i) => (i % 2 === 0 ? 1 : 3)) % 10 === 0;
  return /^\d{9}[\dX]$/.test(digits) && sum((i) => 10 - i) % 11 === 0;
}
