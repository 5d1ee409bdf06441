import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const packageFile = createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
const library = dirname(packageFile);
const { version } = JSON.parse(await readFile(packageFile, 'utf8'));
/** The version makes the addresses change with the content, so that browsers may keep the files. */
const FOLDER = `pdf-${version}`;

/** WebAssembly would need a weaker content security policy, so only the script that replaces it is copied. */
const isNeeded = (name) => !/\.wasm$/.test(name);

async function listFiles() {
  const folders = ['cmaps', 'standard_fonts', 'wasm'];
  const names = await Promise.all(
    folders.map(async (folder) => (await readdir(join(library, folder))).map((name) => join(folder, name))),
  );
  return [...names.flat().filter(isNeeded), join('legacy', 'build', 'pdf.worker.min.mjs')];
}

/** Copies what pdf.js fetches while it runs: its worker, character maps, fonts and decoders, with their licences. */
export function pdfData() {
  return {
    name: 'pdf-data',
    config: () => ({ define: { PDF_DATA_FOLDER: JSON.stringify(FOLDER) } }),
    async generateBundle() {
      for (const name of await listFiles())
        this.emitFile({
          type: 'asset',
          fileName: `assets/${FOLDER}/${name.split(/[\\/]/).join('/')}`,
          source: await readFile(join(library, name)),
        });
    },
  };
}
