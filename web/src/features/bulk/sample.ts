/** So many of these, each as likely as any other, in the order in which they were drawn (Fisher and Yates). */
export function randomSample<Item>(items: readonly Item[], size: number): Item[] {
  const drawn = [...items];
  const random = crypto.getRandomValues(new Uint32Array(Math.min(size, drawn.length)));
  random.forEach((value, i) => {
    const j = i + (value % (drawn.length - i));
    [drawn[i], drawn[j]] = [drawn[j] as Item, drawn[i] as Item];
  });
  return drawn.slice(0, random.length);
}

/** The probability that a check of so many shows a fault that this share has. */
export const chanceToShow = (size: number, share: number): number => 1 - (1 - share) ** size;
