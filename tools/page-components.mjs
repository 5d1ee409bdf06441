/**
 * Builds and serves one page with every component of the page in all its states, until it is interrupted.
 *
 *   npm run page:components
 */
import { join } from 'node:path';
import { build, preview } from 'vite';
import { PAGE } from './build-page.mjs';
import { projectRoot } from './workspaces.mjs';

const root = join(projectRoot, PAGE);
const outDir = join(projectRoot, '.throughline/components');
// The gateway's policy allows nothing inline either, so a component that breaks it fails here first.
const headers = { 'content-security-policy': "default-src 'self'; img-src 'self' data: blob:; object-src 'none'" };
const common = { root, configFile: join(root, 'vite.config.mjs'), logLevel: 'error' };

await build({ ...common, build: { outDir, emptyOutDir: true, rolldownOptions: { input: join(root, 'components.html') } } });
const server = await preview({ ...common, appType: 'mpa', build: { outDir }, preview: { host: '127.0.0.1', headers } });
process.stdout.write(`${server.resolvedUrls?.local[0] ?? ''}components.html\n`);
