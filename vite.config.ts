import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { cesiumStatic } from './src/app/cesiumStatic.ts';

// Relative base: one build runs at `/` and under any sub-path; the hub writes <base href> into index.html.
export default defineConfig({
  root: 'src',
  base: './',
  publicDir: '../public',
  plugins: [react(), cesiumStatic()],
  build: { outDir: '../.beiyang/screens', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 6000 },
  worker: { format: 'es' },
  server: {
    port: 8302,
    fs: { allow: ['..'] },
    proxy: Object.fromEntries(
      ['/api', '/package', '/socket'].map((path) => [
        path,
        { target: 'http://127.0.0.1:8301', ws: path === '/socket' },
      ]),
    ),
  },
});
