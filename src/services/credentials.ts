interface Exposed {
  readonly path: readonly (string | number)[];
  readonly msg: string;
}

/** `user:password@host`, with a scheme or without. */
const userInfo = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^\s/?#@:]*:[^\s/?#@]+@[^\s@]/i;
/** `?password=…`, `password=…` of a connection string, `&X-Amz-Signature=…`. */
const parameter = /(?:^|[?&;\s])[\w.-]*(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|signature)[\w.-]*\s*=\s*[^\s&;]/i;

/** The texts within what a configuration shows that carry credentials, as addresses do; `secretFields` is where those belong. */
export function credentialsIn(shown: unknown, secretFields: readonly string[]): Exposed[] {
  const places = secretFields.length > 0 ? `send them as ${secretFields.join(', ')}` : 'this connector takes none';
  const visit = (value: unknown, path: readonly (string | number)[]): Exposed[] => {
    if (typeof value === 'string')
      return userInfo.test(value) || parameter.test(value) ? [{ path, msg: `Carries credentials that everybody could read: ${places}` }] : [];
    if (Array.isArray(value)) return value.flatMap((item, index) => visit(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, field]) => visit(field, [...path, name]));
  };
  return visit(shown, []);
}
