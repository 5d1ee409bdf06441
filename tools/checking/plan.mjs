/** Decides what a change needs. Pure: knows files by their paths only. */
import { kindOf, SETS, TESTS_OF_THE_TOOLS, WHOLE_SETS, workspaceOf } from '../testing/passes.mjs';
import { FUZZERS, SHIPPED_REQUESTS } from '../testing/samples.mjs';
import { isSpec, reachedBy } from './imports.mjs';
import { describeLeftOut } from './left-out.mjs';

/** Rules and configuration that decide about the lint of every file. */
const LINT_RULES = [
  /^\.dependency-cruiser\.mjs$/,
  /(^|\/)(tsconfig[^/]*|package|package-lock|nx)\.json$/,
  /^\.ox(fmt|lint)rc/,
  /^tools\/(lint|checking)\//,
  /^tools\/(lint|workspaces)\.mjs$/,
];
/** Files that decide about every test, or about the checks themselves. */
const CONFIGURATION = [
  ...LINT_RULES,
  /^[^/]+\.mjs$/,
  /^\.ci\//,
  /^tools\/testing\//,
  /^tools\/(test|jest|check|build(-[a-z]+)?|swc-options|compiled-folder|bootstrap)\.mjs$/,
];
export const DOCUMENT = 'docs/openapi.json';
const PAGE = 'apps/web';

/** Files that no import names, and the folder of the specs that read them. */
const DEPLOYMENT = /^(k8s|compose)\/|^(docker-compose\.yml|Dockerfile)$/;
const DEPLOYMENT_SPECS = 'tools/stack/src/deployment/';

const isEndToEnd = (file) => isSpec(file) && ['smoke', 'e2e'].includes(kindOf(file));
const isQuick = (file) => isSpec(file) && !isEndToEnd(file);
/** End-to-end tests and what only they use. */
const isTestHelper = (file) => /^(apps|libs|tools)\/[^/]+\/(e2e|testing)\//.test(file) && !file.endsWith('/index.ts');
const isProduct = (file) => /^(apps|libs|tools)\/[^/]+\/src\//.test(file) && !isSpec(file) && !file.includes('/testing/');

/**
 * @typedef {object} Plan
 * @property {string} compared for people
 * @property {string} [because] reason to check everything
 * @property {readonly string[]} changed
 * @property {readonly string[]} [lint] files to lint; without it, all
 * @property {readonly (import('../testing/passes.mjs').Pass & { env?: Record<string, string> })[]} passes
 * @property {import('./left-out.mjs').LeftOut} leftOut
 */

const matches = (patterns) => (file) => patterns.some((pattern) => pattern.test(file));

/**
 * Returns the changed files that still exist, for Oxlint and Oxfmt. Without a change, or if a rule changed, returns
 * undefined: then all files are linted.
 * @param {import('./change.mjs').Change} change
 * @param {readonly string[]} existing
 */
export function lintOf({ files }, existing) {
  if (files.length === 0 || files.some(matches(LINT_RULES))) return undefined;
  const exists = new Set(existing);
  return files.filter((file) => exists.has(file));
}

/** The workspaces whose specs run only samples of media, programs or failures in `npm test`. */
const SLOW_WORKSPACES = new Set([
  ...WHOLE_SETS.map(workspaceOf),
  'apps/upload',
  'libs/documents',
  'libs/outgoing',
  'tools/stack',
  'tools/tl',
]);
const FULL = { kinds: ['unit', 'int'], full: true, workers: 3 };

/** Plans the tests of the gate and the whole sets. With `e2e`, the end-to-end files are not only those of the gate. */
const whole = (because, { change, files, sampled, e2e }) => {
  const endToEnd = files.filter((file) => isSpec(file) && kindOf(file) === 'e2e');
  const [gate] = SETS.gate;
  const sets = WHOLE_SETS.filter((file) => files.includes(file));
  const areSamplesRun = (file) => sets.includes(file) || file.startsWith(FUZZERS) || (kindOf(file) === 'e2e' && e2e);
  const left = e2e ? [] : endToEnd.filter((file) => !gate.files.includes(file));
  return {
    ...{ compared: change.compared, because, changed: change.files, lint: lintOf(change, files) },
    passes: [
      ...SETS.quick.map((pass) => ({ ...pass, env: { TL_FUZZ_DEPTH: 'full' } })),
      ...(sets.length > 0 ? [{ name: 'whole sets', ...FULL, files: sets }] : []),
      { ...gate, ...(e2e ? { full: true, files: endToEnd } : {}) },
    ],
    leftOut: {
      endToEnd: left,
      wholeSets: [],
      sampled: files.filter((file) => sampled.has(file) && !left.includes(file) && !areSamplesRun(file)).length,
    },
  };
};

const TOOLS = 'tools/stack';
/** The specs of `tools/stack` test the deployment, and the tools that are no workspace. */
const testedIn = (file) => (/^tools\/(?!bench\/|tl\/)/.test(file) || DEPLOYMENT.test(file) ? TOOLS : workspaceOf(file));

/**
 * Splits specs by depth: a workspace with slow sets that changed itself runs its reached specs at full depth. Others run no whole
 * sets.
 */
function splitByDepth(reached, { change, files }) {
  const folders = new Set(change.files.map(testedIn).filter((folder) => SLOW_WORKSPACES.has(folder)));
  const isFull = (file) => folders.has(workspaceOf(file));
  const full = reached.filter(isFull);
  return {
    full,
    quick: reached.filter((file) => !isFull(file) && !WHOLE_SETS.includes(file)),
    leftSets: files.filter(
      (file) => WHOLE_SETS.includes(file) && !full.includes(file) && (isFull(file) || reached.includes(file)),
    ),
  };
}

/**
 * Returns the folders of what the end-to-end tests of a workspace start. Those of `tools/stack` start whole installations. Its
 * package.json does not say so: most libraries import its test servers, and Nx would count each as affected by each service.
 */
function startedBy({ folder, manifest }, packages) {
  if (folder === TOOLS) return [folder, ...packages.map((one) => one.folder).filter((one) => one.startsWith('apps/'))];
  const names = manifest.nx?.implicitDependencies ?? [];
  return [folder, ...packages.filter((one) => names.includes(one.manifest.name)).map((one) => one.folder)];
}

/** Returns the workspaces whose end-to-end tests start something that the change reaches. */
function changedApps(reached, { change, packages }) {
  const changed = new Set(reached.filter(isProduct).map(workspaceOf));
  if (change.files.some((file) => DEPLOYMENT.test(file))) changed.add(TOOLS);
  const isChanged = (one) => startedBy(one, packages).some((folder) => changed.has(folder));
  return new Set(packages.filter(isChanged).map(({ folder }) => folder));
}

/** Splits the end-to-end files into those to run and those that are left out. */
function selectEndToEnd(input, reached) {
  const { change, files, importers, e2e } = input;
  const byHelpers = reachedBy(change.files.filter(isTestHelper), importers, isTestHelper);
  const isPageChanged = change.files.some((file) => workspaceOf(file) === PAGE && !isSpec(file) && !isTestHelper(file));
  const apps = changedApps(reached, input);
  const all = files.filter(isEndToEnd);
  const runs = (file) => byHelpers.has(file) || (isPageChanged && workspaceOf(file) === PAGE);
  const isOfApp = (file) => apps.has(workspaceOf(file)) || reached.includes(file);
  return {
    chosen: all.filter((file) => runs(file) || (e2e && isOfApp(file))),
    left: all.filter((file) => !runs(file) && !e2e && isOfApp(file)),
  };
}

/**
 * Plans the checks of a change.
 * @param {object} input
 * @param {import('./change.mjs').Change} input.change
 * @param {readonly string[]} input.files existing files
 * @param {ReadonlyMap<string, ReadonlySet<string>>} input.importers
 * @param {readonly { folder: string, manifest: object }[]} input.packages
 * @param {readonly string[]} input.operations of the API that changed
 * @param {ReadonlySet<string>} input.sampled specs that run with fewer samples unless at full depth
 * @param {boolean} input.e2e whether to run all end-to-end files of changed apps
 * @returns {Plan}
 */
export function planOf(input) {
  const { change, files, importers, operations, sampled } = input;
  if (change.files.length === 0) return whole('there is no change to select by', input);
  const rule = change.files.find(matches(CONFIGURATION));
  if (rule !== undefined) return whole(`${rule} changed, which decides about all files`, input);

  const exists = new Set(files);
  const isDeploymentChanged = change.files.some((file) => DEPLOYMENT.test(file));
  const deployment = files.filter((file) => isDeploymentChanged && file.startsWith(DEPLOYMENT_SPECS) && isSpec(file));
  const tools = change.files.some((file) => testedIn(file) === TOOLS) ? TESTS_OF_THE_TOOLS : [];
  const reached = [...new Set([...reachedBy(change.files, importers), ...deployment, ...tools])]
    .filter((file) => exists.has(file))
    .sort();
  const requests = files.filter((file) => file.startsWith(FUZZERS) && isSpec(file));
  const areRequestsChanged = change.files.some((file) => file.startsWith(FUZZERS));
  const specs = reached.filter((file) => isQuick(file) && (areRequestsChanged || !file.startsWith(FUZZERS)));
  const depths = splitByDepth(specs, input);
  const areRequestsReached = reached.some((file) => requests.includes(file));
  const { chosen, left } = selectEndToEnd(input, reached);
  const areOperationsChanged = operations.length > 0;
  const env = { TL_FUZZ_DEPTH: 'full', TL_FUZZ_OPERATIONS: operations.join(',') };
  const shipped =
    areOperationsChanged && !chosen.includes(SHIPPED_REQUESTS) && exists.has(SHIPPED_REQUESTS) ? [SHIPPED_REQUESTS] : [];
  const all = [
    { name: 'specs', kinds: ['unit', 'int'], full: false, workers: 4, files: depths.quick },
    { name: 'full depth', ...FULL, files: depths.full },
    { name: 'requests', kinds: ['unit', 'int'], full: false, workers: 2, files: areOperationsChanged ? requests : [], env },
    { name: 'requests to the bundle', kinds: ['e2e'], full: true, workers: 1, files: shipped, env },
    { name: 'e2e', kinds: ['smoke', 'e2e'], full: true, workers: 3, files: chosen },
  ];
  return {
    ...{ compared: change.compared, changed: change.files, lint: lintOf(change, files) },
    passes: all.filter((pass) => pass.files.length > 0),
    leftOut: {
      endToEnd: left.filter((file) => !shipped.includes(file)),
      wholeSets: depths.leftSets,
      onlyRequested: (areRequestsReached || areOperationsChanged) && !areRequestsChanged ? operations : undefined,
      sampled: depths.quick.filter((file) => sampled.has(file) || file.startsWith(FUZZERS)).length,
    },
  };
}

const indent = (lines) => lines.map((line) => `  ${line}`);

export function describePlan(plan) {
  const { compared, because, changed, lint, passes } = plan;
  return [
    compared,
    ...(because === undefined
      ? [`${changed.length} changed files`]
      : [`the tests of the gate and all whole sets run: ${because}`]),
    'types: all',
    ...(lint === undefined ? ['lint: all'] : [`lint: ${lint.length} files`, ...indent(lint)]),
    ...passes.flatMap(({ name, files, kinds, full, env = {} }) => [
      `${name}: ${files === undefined ? `all ${kinds.join(' and ')} tests` : `${files.length} files`}${full ? ' at full depth' : ''}`,
      ...indent(Object.entries(env).map(([key, value]) => `${key}=${value}`)),
      ...indent(files ?? []),
    ]),
    describeLeftOut(plan),
  ];
}
