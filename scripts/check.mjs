// Everything that is checked without running the product. Runs all checks, then fails if one did.
import { spawnSync } from 'node:child_process';

const checks = {
  format: ['oxfmt', '--check', '.'],
  lint: ['oxlint', '--type-aware', '--deny-warnings'],
  types: ['tsc', '-p', 'tsconfig.json'],
  'types of the web app': ['tsc', '-p', 'web/tsconfig.json'],
  unused: ['knip'],
  lockfile: ['node', 'scripts/check-lock.mjs'],
  client: ['tsx', 'scripts/generate-client.ts', '--check'],
};
const failed = [];
for (const [name, [command, ...args]] of Object.entries(checks)) {
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` } });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${Date.now() - started} ms)`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`failed: ${failed.join(', ')}`);
  process.exit(1);
}
