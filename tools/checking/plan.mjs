/** Decides what a change needs. Pure: knows files by their paths only. */
import { kindOf, SETS, TESTS_OF_THE_TOOLS, WHOLE_SETS, workspaceOf } from '../testing/passes.mjs';
import { FUZZERS, SHIPPED_REQUESTS } from '../testing/samples.mjs';
import { isSpec, reachedBy } from './imports.mjs';

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
 * @property {readonly string[]} leftOut for people
 */

/** Counts files by workspace: "38 end-to-end files of apps/gateway". */
function countByWorkspace(files, what) {
  const counts = new Map();
  for (const file of files) counts.set(workspaceOf(file), (counts.get(workspaceOf(file)) ?? 0) + 1);
  return [...counts].map(([folder, count]) => `${count} ${what}${count === 1 ? '' : 's'} of ${folder}`);
}
const describeEndToEnd = (files) => countByWorkspace(files, 'end-to-end file');

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
const WHOLE_PASS = { name: 'whole sets', kinds: ['unit', 'int'], full: true, workers: 3 };

const whole = (because, { change, files, e2e }) => {
  const endToEnd = files.filter((file) => isSpec(file) && kindOf(file) === 'e2e');
  const [gate] = SETS.gate;
  const left = e2e ? [] : endToEnd.filter((file) => !gate.files.includes(file));
  const sets = WHOLE_SETS.filter((file) => files.includes(file));
  const areSetsRun = change.files.length > 0;
  return {
    ...{ compared: change.compared, because, changed: change.files, lint: lintOf(change, files) },
    passes: [
      ...SETS.quick.map((pass) => ({ ...pass, env: { TL_FUZZ_DEPTH: 'full' } })),
      ...(areSetsRun && sets.length > 0 ? [{ ...WHOLE_PASS, files: sets }] : []),
      { ...gate, ...(e2e ? { full: true, files: endToEnd } : {}) },
    ],
    leftOut: [...(areSetsRun ? [] : countByWorkspace(sets, 'whole set')), ...describeEndToEnd(left)],
  };
};

const TOOLS = 'tools/stack';
/** The specs of `tools/stack` test the deployment, and the tools that are no workspace. */
const testedIn = (file) => (/^tools\/(?!bench\/|tl\/)/.test(file) || DEPLOYMENT.test(file) ? TOOLS : workspaceOf(file));

/** Splits specs by depth: a workspace with slow sets that changed itself runs all of its reached specs at full depth. */
function splitByDepth(specs, changed) {
  const folders = new Set(changed.map(testedIn).filter((folder) => SLOW_WORKSPACES.has(folder)));
  const isFull = (file) => folders.has(workspaceOf(file));
  return {
    full: specs.filter(isFull),
    quick: specs.filter((file) => !isFull(file) && !WHOLE_SETS.includes(file)),
    left: specs.filter((file) => !isFull(file) && WHOLE_SETS.includes(file)),
  };
}

/** Returns the workspaces whose end-to-end tests start something that the change reaches. */
function changedApps(reached, packages) {
  const changed = new Set(reached.filter(isProduct).map(workspaceOf));
  const folders = new Map(packages.map(({ folder, manifest }) => [manifest.name, folder]));
  const starts = ({ folder, manifest }) => [
    folder,
    ...(manifest.nx?.implicitDependencies ?? []).map((name) => folders.get(name)),
  ];
  return new Set(packages.filter((one) => starts(one).some((folder) => changed.has(folder))).map(({ folder }) => folder));
}

/** Splits the end-to-end files into those to run and those that are left out. */
function selectEndToEnd({ change, existing, importers, packages, e2e }, reached) {
  const byHelpers = reachedBy(change.files.filter(isTestHelper), importers, isTestHelper);
  const isPageChanged = change.files.some((file) => workspaceOf(file) === PAGE && !isSpec(file) && !isTestHelper(file));
  const apps = changedApps(reached, packages);
  const all = existing.filter(isEndToEnd);
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
 * @param {boolean} input.e2e whether to run all end-to-end files of changed apps
 * @returns {Plan}
 */
export function planOf({ change, files, importers, packages, operations, e2e }) {
  if (change.files.length === 0) return whole('there is no change to select by', { change, files, e2e });
  const rule = change.files.find(matches(CONFIGURATION));
  if (rule !== undefined) return whole(`${rule} changed, which decides about all files`, { change, files, e2e });

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
  const depths = splitByDepth(specs, change.files);
  const areRequestsReached = reached.some((file) => requests.includes(file));
  const { chosen, left } = selectEndToEnd({ change, existing: files, importers, packages, e2e }, reached);
  const areOperationsChanged = operations.length > 0;
  const env = { TL_FUZZ_DEPTH: 'full', TL_FUZZ_OPERATIONS: operations.join(',') };
  const shipped =
    areOperationsChanged && !chosen.includes(SHIPPED_REQUESTS) && exists.has(SHIPPED_REQUESTS) ? [SHIPPED_REQUESTS] : [];
  const all = [
    { name: 'specs', kinds: ['unit', 'int'], full: false, workers: 4, files: depths.quick },
    { ...WHOLE_PASS, files: depths.full },
    { name: 'requests', kinds: ['unit', 'int'], full: false, workers: 2, files: areOperationsChanged ? requests : [], env },
    { name: 'requests to the bundle', kinds: ['e2e'], full: true, workers: 1, files: shipped, env },
    { name: 'e2e', kinds: ['smoke', 'e2e'], full: true, workers: 3, files: chosen },
  ];
  return {
    ...{ compared: change.compared, changed: change.files, lint: lintOf(change, files) },
    passes: all.filter((pass) => pass.files.length > 0),
    leftOut: [
      ...countByWorkspace(depths.left, 'whole set'),
      ...describeEndToEnd(left.filter((file) => !shipped.includes(file))),
      ...(areRequestsReached && !areRequestsChanged ? ['generated requests of operations whose description is the same'] : []),
    ],
  };
}

/** Returns the last line of a check. */
export const describeLeftOut = ({ leftOut }) =>
  leftOut.length === 0
    ? 'left out: nothing that the change reaches by imports'
    : `left out: ${leftOut.join(', ')}${leftOut.some((one) => one.includes('end-to-end')) ? '; `npm run check -- --e2e` runs the end-to-end files' : ''}`;

const indent = (lines) => lines.map((line) => `  ${line}`);

export function describePlan(plan) {
  const { compared, because, changed, lint, passes } = plan;
  return [
    compared,
    ...(because === undefined ? [`${changed.length} changed files`] : [`all tests run: ${because}`]),
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
