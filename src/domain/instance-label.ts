const maxLength = 20;

/** A label for one of several sources of a connector, made of its name: upper case, at most 20 characters, none of `taken`. */
export function suggestLabel(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const base = words === '' ? 'SOURCE' : words;
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : `_${n}`;
    const label = `${base.slice(0, maxLength - suffix.length)}${suffix}`;
    if (!taken.has(label)) return label;
  }
}
