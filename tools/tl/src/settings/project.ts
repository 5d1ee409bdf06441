import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ancestorOf = (path: string, levels: number): string => (levels === 0 ? path : ancestorOf(dirname(path), levels - 1));

// The module runs from src/settings/ or, bundled, from bundle/.
const MODULE = fileURLToPath(import.meta.url);
const CANDIDATES = [ancestorOf(MODULE, 4), ancestorOf(MODULE, 5)];

/** The clone that contains this command line; undefined for an installation elsewhere. */
export const PROJECT_ROOT = CANDIDATES.find((root) => existsSync(join(root, 'tools', 'tl', 'bin', 'tl.mjs')));

/** Resolves `TL_DATA_DIR` as `npm start` does: relative to the clone, or to `cwd` without one. */
export const resolveDataFolder = (folder: string, cwd: string): string => resolve(PROJECT_ROOT ?? cwd, folder);
