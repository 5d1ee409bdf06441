import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { TEST_FOLDERS } from '../compiled-folder.mjs';
import { projectRoot, workspaces } from '../workspaces.mjs';

/**
 * Kinds of tests, by the ending of the file name (docs/testing.md).
 * @typedef {'unit' | 'int' | 'smoke' | 'e2e'} Kind
 */
const KIND = /\.(int|smoke|e2e)\.spec\.tsx?$/;
export const kindOf = (file) => KIND.exec(file)?.[1] ?? 'unit';

/** Returns Jest's pattern for a kind. */
export const matchOf = (kind) => (kind === 'unit' ? '**/!(*.int|*.smoke|*.e2e).spec.ts?(x)' : `**/*.${kind}.spec.ts?(x)`);

/**
 * One run of Jest. Full depth means all samples of a property and all media; otherwise about a tenth.
 * @typedef {object} Pass
 * @property {string} name of its reports
 * @property {readonly Kind[]} kinds
 * @property {boolean} full
 * @property {readonly string[]} [leavesOut] files that do not run, as paths from the root
 * @property {number} workers
 * @property {readonly string[]} [files] the only files to run, as paths from the root
 */

/**
 * The end-to-end files of the gate, longest first: they show what nothing cheaper shows. `npm run explore -- --all` runs the
 * others.
 */
export const GATE_FILES = [
  'apps/gateway/e2e/crashes.e2e.spec.ts',
  'apps/web/e2e/for-everybody.e2e.spec.ts',
  'apps/web/e2e/recording.e2e.spec.ts',
  'apps/gateway/e2e/outages.e2e.spec.ts',
  'apps/gateway/e2e/lost-queue.e2e.spec.ts',
  'apps/gateway/e2e/erasure.e2e.spec.ts',
];

/**
 * Files with whole sets of engines, media, destinations or failures. Other tests of `npm test` show the same with one of each
 * kind. `npm run explore -- --all` runs them, and `npm run check` those that a change of their workspace reaches.
 */
const SETS_OF_THE_PRODUCT = [
  'apps/processing/src/documents/mixed-set.int.spec.ts',
  'apps/upload/src/destinations/dropbox/faults.spec.ts',
  'apps/upload/src/destinations/onedrive/faults.spec.ts',
  'apps/upload/src/destinations/paperless/deleted-document.spec.ts',
  'apps/upload/src/destinations/paperless/faults.spec.ts',
  'apps/upload/src/destinations/s3/faults.spec.ts',
  'apps/upload/src/destinations/s3/killed-at-every-point.spec.ts',
  'apps/upload/src/destinations/simulated/crash.int.spec.ts',
  'apps/upload/src/destinations/webdav/faults.spec.ts',
  'apps/upload/src/destinations/webdav/killed-process.spec.ts',
  'libs/documents/src/ocr/recognise.int.spec.ts',
  'libs/media/src/speech/openai-compatible/batch.int.spec.ts',
  'libs/media/src/speech/pocketsphinx/engine.int.spec.ts',
  'libs/media/src/speech/whisper-cpp/binding/binding.int.spec.ts',
  'libs/media/src/speech/whisper-cpp/engine.int.spec.ts',
  'libs/media/src/testing/hostile/hostile-previews.int.spec.ts',
  'libs/media/src/topics/texttiling.int.spec.ts',
  'libs/media/src/trim/trim-exact.int.spec.ts',
  'tools/bench/src/migrate/long-sources.int.spec.ts',
];

/**
 * Tests of the tools that build, check, measure and deploy the product: no part of the product reaches them. `npm run check` runs
 * them after a change of the tools or of the deployment, and `npm run explore -- --all` always.
 */
export const TESTS_OF_THE_TOOLS = [
  'tools/stack/src/build-page.int.spec.ts',
  'tools/stack/src/build.int.spec.ts',
  'tools/stack/src/bundles.int.spec.ts',
  'tools/stack/src/check.int.spec.ts',
  'tools/stack/src/deployment/manifests.int.spec.ts',
  'tools/stack/src/deployment/observability.int.spec.ts',
  'tools/stack/src/deployment/pin-images.int.spec.ts',
  'tools/stack/src/deployment/shipped-files.int.spec.ts',
  'tools/stack/src/deployment/tracing.int.spec.ts',
  'tools/stack/src/explore.int.spec.ts',
  'tools/stack/src/failed-tests.int.spec.ts',
  'tools/stack/src/memory-folder.int.spec.ts',
  'tools/stack/src/nats/deployed-config.int.spec.ts',
  'tools/stack/src/setup/secrets-script.int.spec.ts',
  'tools/stack/testing/lifeline.int.spec.ts',
  'tools/stack/testing/testing.int.spec.ts',
];

/** Files that neither `npm test` nor the gate runs. */
export const WHOLE_SETS = [...SETS_OF_THE_PRODUCT, ...TESTS_OF_THE_TOOLS];

/** Returns the workspace of a file: `libs/media`. */
export const workspaceOf = (file) => file.split('/').slice(0, 2).join('/');

/** @type {Pass} */
const GATE = { name: 'e2e', kinds: ['e2e'], full: false, workers: 3, files: GATE_FILES };

/** @type {Pass} */
const FAST = { name: 'fast', kinds: ['unit', 'int'], full: false, workers: 4, leavesOut: WHOLE_SETS };
/** @type {Pass} */
const SMOKE = { name: 'smoke', kinds: ['smoke'], full: false, workers: 2 };
/** `crashes.e2e` kills a download and a delivery at the same points of the engine, which all steps share. */
const SMOKE_OF_THE_GATE = { ...SMOKE, leavesOut: ['apps/gateway/e2e/crash.smoke.spec.ts'] };

/** @type {Record<'quick' | 'gate' | 'all', readonly Pass[]>} */
export const SETS = {
  quick: [FAST, SMOKE],
  gate: [GATE],
  all: [
    { name: 'fast', kinds: ['unit', 'int'], full: true, workers: 3 },
    { name: 'e2e', kinds: ['smoke', 'e2e'], full: true, workers: 3 },
  ],
};

/**
 * Queues of passes that run side by side: installations mostly wait, and meanwhile units use the cores. `beside` is the gate.
 * @type {Record<'quick' | 'gate' | 'all' | 'beside', readonly (readonly Pass[])[]>}
 */
export const QUEUES = {
  quick: [[FAST], [SMOKE]],
  gate: [SETS.gate],
  all: [SETS.all],
  beside: [[FAST], [{ ...GATE, workers: 2 }, SMOKE_OF_THE_GATE]],
};

/** Returns the paths of all folders that may hold specs. */
export const specFolders = () =>
  workspaces()
    .flatMap(({ path }) => ['src', ...TEST_FOLDERS].map((folder) => join(path, folder)))
    .filter((folder) => existsSync(folder));

/** Returns the paths of all specs from the root. */
export async function allSpecs() {
  const found = await Promise.all(
    specFolders().map(async (folder) => {
      const names = await readdir(folder, { recursive: true });
      return names.filter((name) => /\.spec\.tsx?$/.test(name)).map((name) => relative(projectRoot, join(folder, name)));
    }),
  );
  return found.flat().sort();
}
