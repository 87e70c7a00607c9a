// Builds the web page to dist/dashboard, and serves it while somebody works on it (npm run dashboard:dev).
import { resolve } from 'node:path';
// The compiler of JSX, and what keeps a component's state when its source changes.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { submissionRules } from './rules/submission-rules';

const GATEWAY = process.env.KNOCKEM_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), submissionRules()],
  resolve: { conditions: ['knockem-source', 'module', 'browser', 'development|production'] },
  // The gateway writes a nonce of each answer in its place (adapters/http/dashboard/dashboard-files.ts).
  html: { cspNonce: 'KNOCKEM_CSP_NONCE' },
  build: {
    outDir: resolve(import.meta.dirname, '../../dist/dashboard'),
    emptyOutDir: true,
    // Pictures and fonts come from the gateway, not from data: addresses.
    assetsInlineLimit: 0,
    target: 'es2022',
    // Vega is a megabyte, loaded by the pages that draw.
    chunkSizeWarningLimit: 1100,
  },
  server: { proxy: { '/api': { target: GATEWAY, changeOrigin: true } } },
});
