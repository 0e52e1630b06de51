import { plainNumber } from './plain-number.ts';

/** JSON without the white space between its tokens; everything else stays as it is. */
export function compactJson(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string: string | undefined) => string ?? '');
}

/** A floating-point number in plain digits, as the contract wants it; quick for texts that are so already. */
export function plainFloat(text: string): string {
  return text.includes('e') || text === '-0' ? plainNumber(text) : text;
}

/** A number's text as a JavaScript number if that is the same number, else the text. */
export function numberIfExact(text: string): number | string {
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  const exact = Number.isInteger(number) ? Number.isSafeInteger(number) : text.replace(/\D/g, '').replace(/^0+/, '').length <= 15;
  return exact ? number : text;
}
