/** The type words that files use for `dataType`, most special first. */
const detectors: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['integer', /^-?(?:0|[1-9]\d*)$/],
  ['decimal', /^-?(?:0|[1-9]\d*)?\.\d+(?:e[+-]?\d+)?$|^-?(?:0|[1-9]\d*)(?:\.\d*)?e[+-]?\d+$/i],
  ['boolean', /^(?:true|false)$/i],
  ['date', /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/],
  ['timestamp', /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[ T](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?$/],
  ['time', /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$/],
  ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
];

/** The type of one text: `integer` (no leading zeros: those are codes), `decimal`, `boolean`, `date`, `timestamp`, `time`, `uuid` or `varchar`. */
export function typeOfText(text: string): string {
  return detectors.find(([, pattern]) => pattern.test(text))?.[0] ?? 'varchar';
}

/** The narrowest type that all texts have; `varchar` where there is none. */
export function typeOfTexts(texts: readonly string[]): string {
  return typesTogether(new Set(texts.map(typeOfText)));
}

/** The narrowest type that holds them all: integers and decimals are decimals, dates and timestamps timestamps, all else `varchar`. */
export function typesTogether(types: ReadonlySet<string>): string {
  if (types.size === 1) return [...types][0] ?? 'varchar';
  const within = (...allowed: string[]) => types.size > 0 && [...types].every((type) => allowed.includes(type));
  if (within('integer', 'decimal')) return 'decimal';
  return within('date', 'timestamp') ? 'timestamp' : 'varchar';
}
