import { cp, mkdir, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot, workspaces } from '../workspaces.mjs';

/** Scripts that start, check and set up a container. No service imports them. */
const SCRIPTS = ['tools/compose', 'tools/workspaces.mjs'];

/** The processing service tests speech engines with it. */
const SAMPLE = 'assets/sample-talk.mp4';

/** The benches run only on developers' machines. */
const NOT_SHIPPED = new Set(['tools/bench']);

/** Services and commands run as bundles. The page ships as Vite built it. */
const shippedFolder = (folder) => (folder === 'apps/web' ? 'dist' : 'bundle');
const isShipped = (path) => !path.endsWith('/.build');

/**
 * Copies what an image needs besides its packages: manifests and build output, without sources and tests.
 * @param {string} target
 */
export async function gather(target) {
  const copy = async (path) => {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await cp(join(projectRoot, path), join(target, path), { recursive: true });
  };
  for (const path of ['package.json', 'package-lock.json', 'LICENSE', 'NOTICE', SAMPLE, ...SCRIPTS]) await copy(path);
  for (const { folder } of workspaces().filter((one) => !NOT_SHIPPED.has(one.folder))) {
    await copy(join(folder, 'package.json'));
    const built = await readdir(join(projectRoot, folder, shippedFolder(folder)), { recursive: true, withFileTypes: true }).catch(
      (error) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      },
    );
    for (const entry of built.filter((one) => one.isFile())) {
      const path = join(entry.parentPath ?? entry.path, entry.name).slice(projectRoot.length + 1);
      if (isShipped(path)) await copy(path);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await gather(resolve(process.argv[2] ?? 'image'));
