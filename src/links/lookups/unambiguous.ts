/** Names with what they stand for, without those that stand for several things. */
export function unambiguous(named: readonly (readonly [name: string, of: string])[]): Map<string, string> {
  const found = new Map<string, string>();
  const several = new Set<string>();
  for (const [name, of] of named) {
    if ((found.get(name) ?? of) !== of) several.add(name);
    found.set(name, of);
  }
  for (const name of several) found.delete(name);
  return found;
}
