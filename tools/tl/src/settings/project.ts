import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const up = (path: string, levels: number): string => (levels === 0 ? path : up(dirname(path), levels - 1));

// From src/settings/ and, as one bundle, from bundle/.
const MODULE = fileURLToPath(import.meta.url);
const CANDIDATES = [up(MODULE, 4), up(MODULE, 5)];

/** The clone that this command line belongs to; undefined where it was installed elsewhere. */
export const PROJECT_ROOT = CANDIDATES.find((root) => existsSync(join(root, 'tools', 'tl', 'bin', 'tl.mjs')));

/** Resolves `TL_DATA_DIR` as `npm start` does: a relative path begins at the clone, or at `cwd` where there is none. */
export const dataFolderOf = (given: string, cwd: string): string => resolve(PROJECT_ROOT ?? cwd, given);
