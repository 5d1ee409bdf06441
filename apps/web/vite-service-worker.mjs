import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const FILE = 'service-worker.js';
const entry = fileURLToPath(new URL('src/offline/service-worker.ts', import.meta.url));

/** Builds the service worker into one script at the root: its place decides which pages it serves. */
export function serviceWorker() {
  return {
    name: 'service-worker',
    apply: 'build',
    async generateBundle() {
      const built = await build({
        configFile: false,
        logLevel: 'error',
        build: { write: false, target: 'es2022', lib: { entry, formats: ['iife'], name: 'worker', fileName: () => FILE } },
      });
      const [{ output }] = [built].flat();
      this.emitFile({ type: 'asset', fileName: FILE, source: output[0].code });
    },
  };
}
