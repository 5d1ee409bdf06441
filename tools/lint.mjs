/**
 * Lints the whole workspace and proves that the rules work: a rule that is silently skipped is worse than none.
 *
 *   npm run lint                      everything, two steps at a time
 *   npm run lint -- formatting        the steps whose names contain a word
 *   npm run lint -- --changed         ESLint, Oxlint and formatting only for files that differ from the base, as `npm run check` does;
 *                                     everything without a base, or if a rule changed
 *
 * A whole lint of committed files that succeeds goes on record: `npm run check` may compare with that commit.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles, readChange, UnknownBase } from './checking/change.mjs';
import { findCleanHead, recordLinted } from './checking/linted.mjs';
import { lintOf } from './checking/plan.mjs';
import { TYPED_VIOLATIONS, VIOLATIONS } from './lint/violations.mjs';

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
/** ESLint makes much garbage: with more room for it, it takes less processor time. MiB. */
const V8_OPTIONS = ['--max-semi-space-size=128'];
const eslint = (...args) => node(...V8_OPTIONS, 'node_modules/eslint/bin/eslint.js', '--no-warn-ignored', ...args);

async function lint(...paths) {
  const { ok, text } = await eslint('--no-error-on-unmatched-pattern', ...paths);
  // Without a project graph the boundary rule prints this warning and accepts everything.
  return { ok: ok && !text.includes('will be skipped'), text };
}

/** Oxlint has the rules that need types (.oxlintrc.json), ESLint all others. */
const oxlint = (...args) => node('node_modules/oxlint/bin/oxlint', '--no-error-on-unmatched-pattern', ...args);
const TYPED_RULES = Object.keys(JSON.parse(await readFile(join(root, '.oxlintrc.json'), 'utf8')).rules);
const TYPED = /\.tsx?$/;

/** Folders with few imports: one of the services, and one of the page, which has a configuration of its own. */
const NEGATIVE_CHECKS = [
  { folder: 'libs/telemetry/src/negative-check', extension: 'ts' },
  { folder: 'apps/web/src/negative-check', extension: 'tsx' },
];

/** Each rule that needs types has code that it must refuse. */
async function refusesTypedViolations() {
  const folders = NEGATIVE_CHECKS.map(({ folder }) => join(root, folder));
  const violations = NEGATIVE_CHECKS.flatMap(({ folder, extension }) =>
    TYPED_RULES.map((name) => name.replace('typescript/', '')).map((rule) => ({ rule, file: `${folder}/${rule}.${extension}` })),
  );
  try {
    await Promise.all(folders.map((folder) => mkdir(folder, { recursive: true })));
    await Promise.all(violations.map(({ rule, file }) => writeFile(join(root, file), TYPED_VIOLATIONS[rule] ?? '')));
    const { text } = await oxlint('--format', 'json', ...folders);
    if (!text.startsWith('{')) return { ok: false, text };
    const refused = new Set(
      JSON.parse(text).diagnostics.map(({ filename, code }) => `${relative(root, resolve(root, filename))} ${code}`),
    );
    const missed = violations.filter(({ rule, file }) => !refused.has(`${file} typescript(${rule})`));
    return {
      ok: missed.length === 0,
      text: missed.map(({ file }) => `${file}: the rule does not refuse its violation in tools/lint/violations.mjs`).join('\n'),
    };
  } finally {
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

async function refusesViolations() {
  const files = VIOLATIONS.map(({ file }) => join(root, file));
  try {
    await Promise.all(VIOLATIONS.map(({ text }, index) => writeFile(files[index], text)));
    const { text } = await eslint('--format', 'json', ...files);
    const refused = new Map(JSON.parse(text).map(({ filePath, messages }) => [filePath, messages]));
    // One rule refuses cycles first, and then compares tags: the id of the message shows which.
    const isRefused = ({ rule, messageId }, index) =>
      refused.get(files[index])?.some((one) => one.ruleId === rule && [undefined, one.messageId].includes(messageId));
    const missed = VIOLATIONS.filter((violation, index) => !isRefused(violation, index));
    return { ok: missed.length === 0, text: missed.map(({ rule, says }) => `${rule} does not refuse ${says}`).join('\n') };
  } finally {
    await Promise.all(files.map((file) => rm(file, { force: true })));
  }
}

/** The rule for module boundaries and `nx affected` read this graph. Without edges both accept everything. */
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

/** Run one after the other: later steps need the project graph and must not see the files that break rules. */
const FIRST = [
  { name: 'project graph', run: hasEdges },
  { name: 'the rules refuse what they forbid', run: refusesViolations },
  { name: 'the rules that need types refuse what they forbid', run: refusesTypedViolations },
];

const oxfmt = (...paths) => node('node_modules/oxfmt/bin/oxfmt', '--check', '--no-error-on-unmatched-pattern', ...paths);

/** The API may change by any file that the gateway imports, and a cycle may lead through any file. */
const WHOLE = [
  { name: 'openapi.json, its types and limits are up to date', run: () => node('tools/api.mjs', '--check') },
  {
    name: 'no import cycles',
    run: () =>
      node(
        'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.mjs',
        'apps',
        'libs',
        'tools',
      ),
  },
];

/** Longest first. Oxlint takes all processors by itself. */
const REST = [
  { name: 'eslint apps', run: () => lint('apps') },
  { name: 'eslint libs and tools', run: () => lint('libs', 'tools', '*.mjs', '.*.mjs') },
  { name: 'rules that need types', run: () => oxlint('apps', 'libs', 'tools') },
  { name: 'formatting', run: () => oxfmt('.') },
  ...WHOLE,
];

/** ESLint says nothing else of a file that no configuration matches. */
const LINTED = /\.([cm]?[jt]s|tsx)$/;

function stepsFor(files) {
  const code = files.filter((file) => LINTED.test(file));
  const typed = files.filter((file) => TYPED.test(file));
  return [
    ...(code.length > 0 ? [{ name: `eslint, ${code.length} files`, run: () => lint(...code) }] : []),
    ...(typed.length > 0 ? [{ name: `rules that need types, ${typed.length} files`, run: () => oxlint(...typed) }] : []),
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

/** Returns the steps that the arguments select: those to run one after the other, and the others. */
async function selectSteps(args) {
  const isOnlyChanged = args.includes('--changed');
  const files = isOnlyChanged ? await readChangedFiles() : undefined;
  if (files !== undefined) return { inTurn: [FIRST[0]], rest: stepsFor(files), isWhole: false };
  const isAsked = ({ name }) => isOnlyChanged || args.length === 0 || args.some((word) => name.includes(word));
  return {
    inTurn: FIRST.filter((step) => step === FIRST[0] || isAsked(step)),
    rest: REST.filter(isAsked),
    isWhole: isOnlyChanged || args.length === 0,
  };
}

const {
  inTurn,
  rest: waiting,
  isWhole,
} = await selectSteps(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof UnknownBase)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
});
const head = isWhole ? findCleanHead(root) : undefined;
for (const step of inTurn) await runStep(step);
const work = async () => {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await runStep(step);
};
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
if (failed === 0 && head !== undefined && findCleanHead(root) === head) await recordLinted(root, head);
process.exit(failed === 0 ? 0 : 1);
