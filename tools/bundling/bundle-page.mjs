import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { replaceFolder } from '../replace-folder.mjs';
import { serveApart } from './apart.mjs';

serveApart(async ({ folder, stampFile, stamp }) => {
  // Any other value, as in tests, would select React's development build.
  process.env.NODE_ENV = 'production';
  return replaceFolder(join(folder, 'dist'), async (next) => {
    await build({
      root: folder,
      configFile: join(folder, 'vite.config.mjs'),
      logLevel: 'error',
      mode: 'production',
      build: { outDir: next, emptyOutDir: true },
    });
    await writeFile(join(next, stampFile), stamp);
    return (await readdir(next, { recursive: true })).length;
  });
});
