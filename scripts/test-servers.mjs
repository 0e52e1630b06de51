// The servers that the tests need and npm does not bring: MariaDB, from Debian's packages. They are only installed here; the tests start their own.
import { spawnSync } from 'node:child_process';

const has = (command) => spawnSync('sh', ['-c', `PATH="$PATH:/usr/sbin" command -v ${command}`]).status === 0;

if (!has('mariadbd')) {
  if (process.getuid?.() !== 0 || !has('apt-get')) {
    console.warn('MariaDB is not installed and cannot be installed here (needs root and apt-get): its tests will skip.');
    process.exit(0);
  }
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'mariadb-server']]) {
    const { status } = spawnSync('apt-get', ['-qq', ...args], options);
    if (status !== 0) process.exit(status ?? 1);
  }
}
