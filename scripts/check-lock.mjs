// Fails where the lockfile lacks a package that another one names as optional: `npm ci` would reject it, `npm install` would not notice.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const missing = [];
for (const [path, entry] of Object.entries(packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    const parents = path.split('/node_modules/').map((_, i, parts) => parts.slice(0, i + 1).join('/node_modules/'));
    const places = ['', ...parents].map((parent) => (parent === '' ? `node_modules/${name}` : `${parent}/node_modules/${name}`));
    if (!places.some((place) => place in packages)) missing.push(`${name} (wanted by ${path || 'the project'})`);
  }
}
if (missing.length > 0) {
  console.error(`package-lock.json is incomplete; pin an older release of what wants these:\n  ${missing.join('\n  ')}`);
  process.exit(1);
}
console.log(`lockfile complete: ${Object.keys(packages).length} packages`);
