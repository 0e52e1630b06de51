import path from 'node:path';

/** Whether the text holds a wildcard of a glob: `*`, `?`, `[…]` or `{…,…}`. */
export function isGlob(target: string): boolean {
  return /[*?]|\[[^\]]+\]|\{[^}]*,[^}]*\}/.test(target);
}

/** The folder above the first wildcard. */
export function globBase(target: string): string {
  const parts = target.split('/');
  const first = parts.findIndex((part) => isGlob(part));
  return path.resolve(parts.slice(0, first).join('/') || (target.startsWith('/') ? '/' : '.'));
}

/** Matches paths relative to `globBase`, with `/` between folders. `*` and `?` stay within a folder, `**` crosses folders. */
export function globPattern(target: string): RegExp {
  const parts = target.split('/');
  const rest = parts.slice(parts.findIndex((part) => isGlob(part)));
  const source = rest.map((part, i) =>
    part === '**' ? (i === rest.length - 1 ? '.*' : '(?:[^/]+/)*') : partSource(part) + (i === rest.length - 1 ? '' : '/'),
  );
  return new RegExp(`^${source.join('')}$`, 's');
}

function partSource(part: string): string {
  let source = '';
  let depth = 0;
  for (let at = 0; at < part.length; at += 1) {
    const char = part.charAt(at);
    const close = char === '[' ? part.indexOf(']', at + 2) : -1;
    if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (close > 0) {
      const set = part
        .slice(at + 1, close)
        .replaceAll('\\', '\\\\')
        .replace(/^!/, '^');
      source += `[${set}]`;
      at = close;
    } else if (char === '{' && part.includes('}', at)) {
      source += '(?:';
      depth += 1;
    } else if (char === '}' && depth > 0) {
      source += ')';
      depth -= 1;
    } else if (char === ',' && depth > 0) source += '|';
    else source += char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
  }
  return source;
}
