import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const LOGGING = 'libs/service-kit/src/logging/config.ts';
/** Each destination declares its own settings. */
const DESTINATIONS = 'apps/upload/src/destinations';

const READERS: Readonly<Record<string, readonly string[]>> = {
  'apps/gateway': ['apps/gateway/src/config.ts', 'apps/gateway/src/people/identities/oidc-settings.ts', LOGGING],
  'apps/gateway/bundle/search.main.js': ['apps/gateway/src/search/indexing/config.ts', LOGGING],
  'apps/ingest': ['apps/ingest/src/config.ts', 'libs/worker-host/src/worker-settings.ts', LOGGING],
  'apps/processing': ['apps/processing/src/config.ts', 'libs/worker-host/src/worker-settings.ts', LOGGING],
  'apps/upload': ['apps/upload/src/config.ts', DESTINATIONS, 'libs/worker-host/src/worker-settings.ts', LOGGING],
  'apps/status-projector': ['apps/status-projector/src/config.ts', LOGGING],
  'tools/stack': [
    'tools/stack/src/setup/config.ts',
    'tools/stack/src/config.ts',
    'libs/media/src/speech/models/model-location.ts',
  ],
};

async function readTexts(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [await readFile(path, 'utf8')];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /(?<!\.spec)\.ts$/.test(entry.name));
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')));
}

/** Returns the names of all settings of a program. `main` is its entry point, e.g. apps/ingest/bundle/main.js. */
export async function readDeclaredSettings(root: string, main: string): Promise<ReadonlySet<string>> {
  const folder = main.split('/').slice(0, 2).join('/');
  const files = READERS[main] ?? READERS[folder];
  if (files === undefined) throw new Error(`${main} is no program of ours`);
  const texts = (await Promise.all(files.map((file) => readTexts(join(root, file))))).flat();
  const declared = /(?:[([]\s*|\bname: )'(TL_[A-Z0-9_]+)'/g;
  return new Set(texts.flatMap((text) => [...text.matchAll(declared)].map(([, name]) => name ?? '')));
}

/** Returns settings that no program reads. A misspelt name would silently leave the default. */
export async function findUnknownSettings(root: string, main: string, given: readonly string[]): Promise<string[]> {
  const known = await readDeclaredSettings(root, main);
  return given
    .filter((name) => name.startsWith('TL_'))
    .filter((name) => !known.has(name) && !known.has(name.replace(/_FILE$/, '')));
}

/** Returns the upload service's work lanes, one for each destination type. Lanes are named like the folders, with hyphens. */
export async function listUploadLanes(root: string): Promise<string[]> {
  const entries = await readdir(join(root, DESTINATIONS), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
