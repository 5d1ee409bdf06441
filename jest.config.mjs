import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { swcOptions } from './tools/swc-options.mjs';
import { projectRoot, workspaces } from './tools/workspaces.mjs';

const testFolders = (path) => ['src', 'e2e'].map((folder) => join(path, folder)).filter((folder) => existsSync(folder));

/** All tests, or one of the passes of `npm test`. */
const testMatch = (pass) => {
  if (pass === 'fast') return ['**/!(*.e2e).spec.ts?(x)'];
  return pass === 'e2e' || pass === 'page' ? ['**/*.e2e.spec.ts'] : ['**/*.spec.ts?(x)'];
};

/** The page in a browser has a pass of its own, `npm run test:page`. */
const IGNORED = ['/node_modules/', '/dist/'];
const ignored = (/** @type {string | undefined} */ pass) => {
  if (pass === 'page') return [...IGNORED, '/apps/(?!web/)', '/tools/', '/libs/'];
  return pass === 'e2e' ? [...IGNORED, '/apps/web/e2e/'] : IGNORED;
};

/** What Vite makes of the page's components, for specs that draw them to a string. */
const withJsx = ({ jsc, ...options }) => ({
  ...options,
  jsc: {
    ...jsc,
    parser: { syntax: 'typescript', tsx: true },
    transform: { ...jsc.transform, react: { runtime: 'automatic' } },
  },
});

const project = ({ name, path }) => ({
  displayName: name,
  rootDir: path,
  roots: testFolders(path),
  testEnvironment: 'node',
  // Only these: with `import` or `default` here, Jest would load the wrong build of CommonJS packages.
  testEnvironmentOptions: { customExportConditions: ['@throughline/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'tsx', 'json', 'node'],
  // Imports say `.js`, as Node wants them; before the build only the `.ts` is there.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testMatch: testMatch(process.env.TL_TEST_PASS),
  testPathIgnorePatterns: ignored(process.env.TL_TEST_PASS),
  transform: {
    '^.+\\.ts$': ['@swc/jest', swcOptions('inline')],
    '^.+\\.tsx$': ['@swc/jest', withJsx(swcOptions('inline'))],
  },
  cacheDirectory: join(projectRoot, 'node_modules/.cache/jest'),
});

export default {
  rootDir: projectRoot,
  projects: workspaces()
    .filter(({ path }) => testFolders(path).length > 0)
    .map(project),
  passWithNoTests: false,
  // End to end, whole installations work beside browsers: what would fail on a busy machine alone tells nothing.
  testTimeout: ['e2e', 'page'].includes(process.env.TL_TEST_PASS ?? '') ? 90_000 : 30_000,
};
