import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';

/**
 * Replaces a folder as a whole: `make` fills a new folder, which then replaces the old one. If `make` fails, the old one stays.
 * @template T
 * @param {string} folder
 * @param {(next: string) => Promise<T>} make
 * @returns {Promise<T>}
 */
export async function replaceFolder(folder, make) {
  const next = `${folder}.next-${process.pid}`;
  const old = `${folder}.old-${process.pid}`;
  try {
    const result = await make(next);
    if (existsSync(folder)) await rename(folder, old);
    await rename(next, folder);
    return result;
  } finally {
    await Promise.all([next, old].map((path) => rm(path, { recursive: true, force: true })));
  }
}
