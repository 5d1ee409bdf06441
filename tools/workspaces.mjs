import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Lists every workspace of the repository.
 * @param {string} root
 * @returns {{ name: string, path: string, folder: string }[]} name: the folder's name; folder: the path from the root
 */
export function workspaces(root = projectRoot) {
  return ['apps', 'libs', 'tools'].flatMap((group) => {
    if (!existsSync(join(root, group))) return [];
    return readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(root, group, entry.name, 'package.json')))
      .map((entry) => ({ name: entry.name, path: join(root, group, entry.name), folder: `${group}/${entry.name}` }));
  });
}
