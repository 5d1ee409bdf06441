import { basename, join } from 'node:path';

/** Folders of a workspace that only tests and benches use: end-to-end tests, and test servers with fuzzers. */
export const TEST_FOLDERS = ['e2e', 'testing'];

/** In the page's workspace Vite writes the browser files to `dist`, so compiled specs go elsewhere. */
const outputOf = (workspace, folder) => (folder === 'src' && basename(workspace) !== 'web' ? 'dist' : `dist-${folder}`);

/**
 * Returns the folder with the compiled form of a workspace's `src`, or of one of its test folders.
 * @param {string} workspace its path
 * @param {string} folder
 */
export const compiledFolder = (workspace, folder) => join(workspace, outputOf(workspace, folder));
