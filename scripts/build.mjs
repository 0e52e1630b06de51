// Compiles src to dist and web to dist/web, whose assets it compresses too, and copies what is not TypeScript (migrations, the model). `--if-stale` does nothing where dist is newer than both.
// dist is replaced when the new one is whole: a server that runs from it never sees half of it, and a build that fails leaves it.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'dist', '.built');

function files(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(directory, entry.name)) : [join(directory, entry.name)],
  );
}

const sources = files(join(root, 'src'));
const newest = Math.max(
  ...[...sources, ...files(join(root, 'web')), join(root, 'package.json'), join(root, 'tsconfig.build.json')].map((file) => statSync(file).mtimeMs),
);
const fresh = existsSync(stamp) && statSync(stamp).mtimeMs >= newest;
if (process.argv.includes('--if-stale') && fresh) process.exit(0);

const startedAt = new Date();
const draft = join(root, `dist.${process.pid}`);
process.on('exit', () => rmSync(draft, { recursive: true, force: true }));
const tsc = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json'), '--outDir', draft], {
  stdio: 'inherit',
});
if (tsc.status !== 0) process.exit(tsc.status ?? 1);
for (const file of sources.filter((name) => /\.(sql|json|csv|txt)$/.test(name))) {
  const target = join(draft, relative(join(root, 'src'), file));
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(file, target);
}
const vite = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    '--config',
    join(root, 'web/vite.config.ts'),
    '--outDir',
    join(draft, 'web'),
    '--logLevel',
    'warn',
  ],
  { stdio: 'inherit' },
);
if (vite.status !== 0) process.exit(vite.status ?? 1);
for (const file of files(join(draft, 'web/assets')).filter((name) => /\.(js|css|svg)$/.test(name))) {
  const content = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}
chmodSync(join(root, 'bin/cognate.mjs'), 0o755);
writeFileSync(join(draft, '.built'), '');
utimesSync(join(draft, '.built'), startedAt, startedAt);
const old = join(root, `dist.${process.pid}.old`);
if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), old);
renameSync(draft, join(root, 'dist'));
rmSync(old, { recursive: true, force: true });
