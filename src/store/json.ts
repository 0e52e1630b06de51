/** JSON text that PostgreSQL takes: what its texts cannot hold (NUL, half a surrogate pair) becomes U+FFFD. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/\\u(?:0000|d)/.test(json)) return json;
  return json.replace(/\\(?:u(?:0000|d[89a-f][0-9a-f]{2})|.)/g, (escape) => (/^\\u(?:0000|d)/.test(escape) ? '\ufffd' : escape));
}

/** The same for one text. */
export function storableText(text: string): string {
  return JSON.parse(storableJson(text)) as string;
}
