import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const LOGGING = 'libs/service-kit/src/logging/config.ts';
/** Each of them reads its own. */
const DESTINATIONS = 'apps/upload/src/destinations';

/** Where the settings of a program are declared, and what beside the program's own folder it reads them with. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  'apps/gateway': ['apps/gateway/src/config.ts', LOGGING],
  'apps/ingest': ['apps/ingest/src/config.ts', 'libs/worker-host/src/worker-settings.ts', LOGGING],
  'apps/processing': ['apps/processing/src/config.ts', 'libs/worker-host/src/worker-settings.ts', LOGGING],
  'apps/upload': ['apps/upload/src/config.ts', DESTINATIONS, 'libs/worker-host/src/worker-settings.ts', LOGGING],
  'apps/status-projector': ['apps/status-projector/src/config.ts', LOGGING],
  'tools/stack': ['tools/stack/src/setup/config.ts'],
};

/** The texts of a file, or of all files of a folder that are no specs. */
async function textsOf(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [await readFile(path, 'utf8')];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /(?<!\.spec)\.ts$/.test(entry.name));
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')));
}

/** The names of all settings that a program knows. `main` is what a container is started with: apps/ingest/bundle/main.js. */
export async function knownSettings(root: string, main: string): Promise<ReadonlySet<string>> {
  const folder = main.split('/').slice(0, 2).join('/');
  const files = READERS[folder];
  if (files === undefined) throw new Error(`${main} is no program of ours`);
  const texts = (await Promise.all(files.map((file) => textsOf(join(root, file))))).flat();
  const declared = /(?:\(\s*|\bname: )'(TL_[A-Z0-9_]+)'/g;
  return new Set(texts.flatMap((text) => [...text.matchAll(declared)].map(([, name]) => name ?? '')));
}

/** Settings that are given but read by nobody: a misspelt one would be the default in silence. */
export async function unknownSettings(root: string, main: string, given: readonly string[]): Promise<string[]> {
  const known = await knownSettings(root, main);
  return given
    .filter((name) => name.startsWith('TL_'))
    .filter((name) => !known.has(name) && !known.has(name.replace(/_FILE$/, '')));
}

/** The work lanes of upload: a type of destination each. Lanes are named as folders are, with hyphens. */
export async function uploadLanes(root: string): Promise<string[]> {
  const entries = await readdir(join(root, DESTINATIONS), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
