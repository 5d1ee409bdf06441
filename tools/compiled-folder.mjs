import { basename, join } from 'node:path';

/** The page's own `dist` is what Vite makes for browsers. */
const OUTPUTS = { src: 'dist', e2e: 'dist-e2e' };
const OUTPUTS_OF_THE_PAGE = { ...OUTPUTS, src: 'dist-src' };

/**
 * The folder that holds the compiled form of a workspace's `src` or `e2e`.
 * @param {string} workspace its path
 * @param {'src' | 'e2e'} folder
 */
export const compiledFolder = (workspace, folder) =>
  join(workspace, (basename(workspace) === 'web' ? OUTPUTS_OF_THE_PAGE : OUTPUTS)[folder]);
