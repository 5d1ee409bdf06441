import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { PAGE } from '../build-page.mjs';

/**
 * Writes the source maps of the built page to `folder`, in the format of Node's `NODE_V8_COVERAGE`. Nobody ships them: the page is
 * bundled again, in memory, with the same result.
 * @param {string} root
 * @param {string} folder
 */
export async function writePageMaps(root, folder) {
  const page = join(root, PAGE);
  const { output } = await build({
    root: page,
    configFile: join(page, 'vite.config.mjs'),
    logLevel: 'error',
    mode: 'production',
    build: { sourcemap: 'hidden', write: false },
  });
  const maps = await Promise.all(
    output.filter(({ map }) => map).map(({ fileName, code, map }) => mapOf(join(page, 'dist', fileName), code, map)),
  );
  await writeFile(
    join(folder, 'coverage-page-maps.json'),
    JSON.stringify({ result: [], 'source-map-cache': Object.fromEntries(maps) }),
  );
}

async function mapOf(script, code, map) {
  if ((await readFile(script, 'utf8')) !== code) throw new Error(`${script} is not what its sources make: build it again`);
  // c8 ignores relative paths of files outside of the working directory, from where it takes them.
  const sources = map.sources.map((source) => resolve(dirname(script), source));
  return [pathToFileURL(script).href, { data: { ...map, sources } }];
}
