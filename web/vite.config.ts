import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env['COGNATE_SERVER'] ?? 'http://127.0.0.1:7400';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), tailwindcss()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Everything is a file of its own: the content security policy knows no data: scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // ELK is one file by nature; it is fetched with the map only.
    chunkSizeWarningLimit: 2000,
  },
  worker: { format: 'es' },
  server: { proxy: Object.fromEntries(['/api', '/healthz', '/docs', '/openapi.json'].map((path) => [path, server])) },
});
