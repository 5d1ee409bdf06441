/**
 * Lints the whole workspace and proves that the rules work: a rule that is silently skipped is worse than none.
 *
 *   npm run lint                      everything, two steps at a time
 *   npm run lint -- formatting        the steps whose names contain a word
 *   npm run lint -- --changed         rules of the code and formatting only for files that differ from the base, as `npm run check` does;
 *                                     everything without a base, or if a rule changed
 *
 * A whole lint of committed files that succeeds goes on record: `npm run check` may compare with that commit.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles, readChange, UnknownBase } from './checking/change.mjs';
import { findCleanHead, recordLinted } from './checking/linted.mjs';
import { lintOf } from './checking/plan.mjs';
import { IMPORT_VIOLATIONS, TYPESCRIPT_VIOLATIONS, VIOLATIONS } from './lint/violations.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const env = { ...process.env, NX_DAEMON: 'false', FORCE_COLOR: '0' };

/** Runs a Node program. Resolves to its success and its whole output. */
const node = (...args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => (text += part));
    child.once('error', reject);
    child.once('close', (code) => resolve({ ok: code === 0, text }));
  });
const oxlint = (...args) => node('node_modules/oxlint/bin/oxlint', '--no-error-on-unmatched-pattern', ...args);
/** dependency-cruiser makes much garbage: with more room for it, it takes less processor time. MiB. */
const V8_OPTIONS = ['--max-semi-space-size=128'];
const depcruise = (...args) =>
  node(
    ...V8_OPTIONS,
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    ...args,
  );

/** Folders with few imports: one of the services, and one of the page, which has a configuration of its own. */
const NEGATIVE_CHECKS = [
  { folder: 'libs/telemetry/src/negative-check', extension: 'ts' },
  { folder: 'apps/web/src/negative-check', extension: 'tsx', without: ['explicit-module-boundary-types'] },
];
const TYPESCRIPT_VIOLATION_FILES = NEGATIVE_CHECKS.flatMap(({ folder, extension, without = [] }) =>
  Object.entries(TYPESCRIPT_VIOLATIONS)
    .filter(([rule]) => !without.includes(rule))
    .map(([rule, text]) => ({
      file: `${folder}/${rule}.${extension}`,
      text,
      rule: `typescript(${rule})`,
      says: 'its violation',
    })),
);

/** Writes all files first, and removes them last: a program that reads the whole workspace must not see one disappear. */
async function findMissed(groups) {
  const files = groups.flatMap(({ violations }) => violations);
  try {
    for (const { file } of files) await mkdir(dirname(join(root, file)), { recursive: true });
    await Promise.all(files.map(({ file, text }) => writeFile(join(root, file), text)));
    const missed = await Promise.all(
      groups.map(async ({ violations, read }) => {
        const refused = await read(violations.map(({ file }) => file));
        return violations.filter(({ file, rule }) => !refused.has(`${file} ${rule}`));
      }),
    );
    const lines = missed.flat().map(({ file, rule, says }) => `${rule} does not refuse ${says} (${file})`);
    return { ok: lines.length === 0, text: lines.join('\n') };
  } finally {
    await Promise.all(files.map(({ file }) => rm(join(root, file), { force: true })));
    await Promise.all(NEGATIVE_CHECKS.map(({ folder }) => rm(join(root, folder), { recursive: true, force: true })));
  }
}

/** Returns `FILE RULE` of everything that Oxlint refuses. */
async function readRefusedCode(files) {
  const { text } = await oxlint('--format', 'json', ...files);
  if (!text.startsWith('{')) throw new Error(text);
  return new Set(JSON.parse(text).diagnostics.map(({ filename, code }) => `${relative(root, resolve(root, filename))} ${code}`));
}

/** Returns `FILE RULE` of all imports that dependency-cruiser refuses. It follows no import further. */
async function readRefusedImports(files) {
  const { text } = await depcruise('--max-depth', '1', '--output-type', 'json', ...files);
  if (!text.startsWith('{')) throw new Error(text);
  return new Set(JSON.parse(text).summary.violations.map(({ from, rule }) => `${from} ${rule.name}`));
}

/** One run of Oxlint for all its rules, as each start reads the types of the whole workspace. */
async function refusesViolations() {
  const { overrides } = JSON.parse(await readFile(join(root, '.oxlintrc.json'), 'utf8'));
  const names = overrides.flatMap(({ rules }) =>
    Object.entries(rules ?? {}).flatMap(([name, set]) => (set === 'off' ? [] : [name])),
  );
  const unproven = names.filter(
    (name) => name.startsWith('typescript/') && !Object.hasOwn(TYPESCRIPT_VIOLATIONS, name.replace('typescript/', '')),
  );
  if (unproven.length > 0) return { ok: false, text: `No code in tools/lint/violations.mjs breaks ${unproven.join(', ')}` };
  return findMissed([
    { violations: [...VIOLATIONS, ...TYPESCRIPT_VIOLATION_FILES], read: readRefusedCode },
    { violations: IMPORT_VIOLATIONS, read: readRefusedImports },
  ]);
}

/** `nx affected` reads this graph. Without edges it would find nothing affected. */
async function hasEdges() {
  const file = join(root, 'node_modules/.cache/project-graph.json');
  const { ok, text } = await node('node_modules/.bin/nx', 'graph', `--file=${file}`);
  if (!ok) return { ok, text };
  const { dependencies } = JSON.parse(await readFile(file, 'utf8')).graph;
  const isFromSource = ({ type }) => type !== 'implicit';
  return {
    ok: Object.values(dependencies).flat().some(isFromSource),
    text: 'The project graph of Nx has no edges from imports: see "pluginsConfig" in nx.json.',
  };
}

const GRAPH = { name: 'project graph', run: hasEdges };
/** Runs before the other steps, which must not see the files that break rules. */
const NEGATIVE = { name: 'the rules refuse what they forbid', run: refusesViolations };

const oxfmt = (...paths) => node('node_modules/oxfmt/bin/oxfmt', '--check', '--no-error-on-unmatched-pattern', ...paths);

/** The API may change by any file that the gateway imports, and a cycle may lead through any file. */
const WHOLE = [
  { name: 'boundaries and import cycles', run: () => depcruise('apps', 'libs', 'tools') },
  { name: 'rooms that import each other', run: () => node('tools/house.mjs', '--pairs') },
  {
    name: 'generated files are up to date',
    run: async () => {
      const api = await node('tools/api.mjs', '--check');
      return api.ok ? node('tools/k8s/worker-scaling.mjs', '--check', '--built') : api;
    },
  },
];

/** Longest first. Oxlint takes all processors by itself. */
const REST = [
  { name: 'rules of the code', run: () => oxlint('apps', 'libs', 'tools', '*.mjs', '.*.mjs') },
  ...WHOLE,
  GRAPH,
  { name: 'formatting', run: () => oxfmt('.') },
];

/** Oxlint says nothing of other files. */
const LINTED = /\.([cm]?[jt]s|tsx)$/;

function stepsFor(files) {
  const code = files.filter((file) => LINTED.test(file));
  return [
    ...(code.length > 0 ? [{ name: `rules of the code, ${code.length} files`, run: () => oxlint(...code) }] : []),
    ...WHOLE,
    ...(files.length > 0 ? [{ name: `formatting, ${files.length} files`, run: () => oxfmt(...files) }] : []),
  ];
}

let failed = 0;
async function runStep({ name, run }) {
  const begun = Date.now();
  const { ok, text } = await run();
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name} (${Math.round((Date.now() - begun) / 1000)} s)\n`);
  if (ok) return;
  failed += 1;
  process.stdout.write(`${text}\n`);
}

async function readChangedFiles() {
  const change = await readChange(root, process.env.TL_BASE);
  process.stdout.write(`${change.compared}\n`);
  return lintOf(change, listFiles(root));
}

/** Returns the steps that the arguments select: those to run before the others, and the others. */
async function selectSteps(args) {
  const isOnlyChanged = args.includes('--changed');
  const files = isOnlyChanged ? await readChangedFiles() : undefined;
  if (files !== undefined) return { first: [], rest: [...stepsFor(files), GRAPH], isWhole: false };
  const isAsked = ({ name }) => isOnlyChanged || args.length === 0 || args.some((word) => name.includes(word));
  return {
    first: [NEGATIVE].filter(isAsked),
    rest: REST.filter(isAsked),
    isWhole: isOnlyChanged || args.length === 0,
  };
}

const {
  first,
  rest: waiting,
  isWhole,
} = await selectSteps(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof UnknownBase)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
});
const head = isWhole ? findCleanHead(root) : undefined;
for (const step of first) await runStep(step);
const work = async () => {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await runStep(step);
};
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
if (failed === 0 && head !== undefined && findCleanHead(root) === head) await recordLinted(root, head);
process.exit(failed === 0 ? 0 : 1);
