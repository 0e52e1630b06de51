// What the tests need and npm does not bring, from Debian's packages: MariaDB and Chromium. It is only installed here; the tests start their own.
import { spawnSync } from 'node:child_process';

const packages = { mariadbd: 'mariadb-server', chromium: 'chromium' };
const has = (command) => spawnSync('sh', ['-c', `PATH="$PATH:/usr/sbin" command -v ${command}`]).status === 0;
const missing = Object.entries(packages).flatMap(([command, name]) => (has(command) ? [] : [name]));

if (missing.length > 0) {
  if (process.getuid?.() !== 0 || !has('apt-get')) {
    console.warn(`Not installed, and it cannot be installed here (needs root and apt-get): ${missing.join(', ')}. The tests of it will skip.`);
    process.exit(0);
  }
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
    const { status } = spawnSync('apt-get', ['-qq', ...args], options);
    if (status !== 0) process.exit(status ?? 1);
  }
}
