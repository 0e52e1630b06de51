// Installs what the tests need, builds, runs them all on real engines and ends with `N passed, N failed`. Arguments go to Vitest.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const run = (command, args, options = {}) => spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });

const prepared = [run(process.execPath, ['scripts/test-servers.mjs']), run(process.execPath, ['scripts/build.mjs', '--if-stale'])];
if (prepared.some(({ status }) => status !== 0)) process.exit(1);

const directory = mkdtempSync(join(tmpdir(), 'cognate-tests-'));
const report = join(directory, 'report.json');
const { status } = run('node_modules/.bin/vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
if (!existsSync(report)) {
  console.error('Vitest wrote no report: it did not run.');
  process.exit(1);
}
const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
rmSync(directory, { recursive: true });
const failed = numFailedTests === 0 && status !== 0 ? Math.max(1, numFailedTestSuites) : numFailedTests;
console.log(`${numPassedTests} passed, ${failed} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}`);
process.exit(status ?? 1);
