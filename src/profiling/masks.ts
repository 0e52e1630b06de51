/** The format of a text: letters to `A`/`a` (other scripts to `a`), digits to `9`, runs folded, all else as it is. */
export function maskOf(text: string): string {
  return text
    .replace(/\p{Lu}+/gu, 'A')
    .replace(/[\p{Ll}\p{Lt}\p{Lm}\p{Lo}\p{M}]+/gu, 'a')
    .replace(/\p{N}+/gu, '9')
    .replace(/\s+/gu, ' ');
}
