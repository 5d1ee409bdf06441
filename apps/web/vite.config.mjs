import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pdfData } from './vite-pdf-data.mjs';
import { serviceWorker } from './vite-service-worker.mjs';

export default defineConfig({
  plugins: [react(), pdfData(), serviceWorker()],
  // The gateway writes the base path in place of the dot, so one build works below every path.
  base: './',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The content security policy forbids inline assets, so small files stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
});
