const MASKED_LENGTH = 60;

/** The format of a text: upper-case letters to `A`, other letters to `a`, digits to `9`, runs folded, all else as it is. */
export function maskOf(text: string): string {
  return text
    .slice(0, MASKED_LENGTH)
    .replace(/\p{Lu}+/gu, 'A')
    .replace(/[\p{Ll}\p{Lt}\p{Lm}\p{Lo}\p{M}]+/gu, 'a')
    .replace(/\p{N}+/gu, '9')
    .replace(/\s+/gu, ' ');
}
