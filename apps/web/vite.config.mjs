import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pdfData } from './vite-pdf-data.mjs';
import { serviceWorker } from './vite-service-worker.mjs';

/**
 * The page waits for the texts of its language. If they imported something that is bundled with the page, each would wait for the
 * other: what they share has a file of its own.
 */
const LANGUAGE = { name: 'language', test: /[\\/]src[\\/]texts[\\/](language|many|numbers)\.ts$/, priority: 1 };
/** Because of that wait, the bundler would put the modules of the first view into a hundred files. */
const FIRST_VIEW = { name: 'page', tags: ['$initial'] };

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
    rolldownOptions: { output: { codeSplitting: { groups: [LANGUAGE, FIRST_VIEW] } } },
  },
});
