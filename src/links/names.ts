import { nameTokens } from '../profiling/names.ts';
import { trigramDice, wordSimilarity } from '../profiling/word-similarity.ts';

/** How alike two names of attributes are, 0..1: word by word both ways, or by their letters. Symmetric. */
export function nameSimilarity(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  if (left === right) return 1;
  const [words, others] = [nameTokens(a), nameTokens(b)];
  if (words.length === 0 || others.length === 0) return 0;
  return Math.max((coverage(words, others) + coverage(others, words)) / 2, trigramDice(left, right));
}

function coverage(words: readonly string[], others: readonly string[]): number {
  return words.reduce((sum, word) => sum + Math.max(...others.map((other) => wordSimilarity(word, other))), 0) / words.length;
}
