/** Formats and lints the staged files, then checks the types of the workspace. Takes a few seconds. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LINTED = /\.(ts|tsx|mjs|cjs)$/;
const TYPED = /\.tsx?$/;
const TSC = 'node_modules/typescript-native/bin/tsc';

/** Resolves with the exit code and the whole output. */
const run = (command, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => (text += part));
    child.once('error', reject);
    child.once('close', (code) => resolve({ ok: code === 0, text }));
  });
const node = (...args) => run(process.execPath, args);
const joinResults = (results) => ({ ok: results.every(({ ok }) => ok), text: results.map(({ text }) => text).join('') });
const git = async (...args) => (await run('git', args)).text.split('\0').filter(Boolean);
const changed = (...which) => git('diff', '--name-only', '-z', '--diff-filter=ACMR', ...which);

/** Formats completely staged files. Partially staged files are only checked: formatting would stage the rest. */
async function format(staged) {
  const unstaged = new Set(await changed());
  const whole = staged.filter((file) => !unstaged.has(file));
  const partial = staged.filter((file) => unstaged.has(file));
  const oxfmt = (mode, files) => node('node_modules/oxfmt/bin/oxfmt', mode, '--no-error-on-unmatched-pattern', ...files);
  if (whole.length > 0) {
    const written = await oxfmt('--write', whole);
    if (!written.ok) return written;
    await git('add', '--', ...whole);
  }
  return partial.length > 0 ? oxfmt('--check', partial) : { ok: true, text: '' };
}

async function lint(staged) {
  const files = staged.filter((file) => LINTED.test(file));
  if (files.length === 0) return { ok: true, text: '' };
  return node('node_modules/oxlint/bin/oxlint', '--no-error-on-unmatched-pattern', ...files);
}

async function checkTypes(staged) {
  const files = staged.filter((file) => TYPED.test(file));
  const isPage = (file) => file.startsWith('apps/web/');
  const projects = [
    ...(files.some((file) => !isPage(file)) ? ['tsconfig.json'] : []),
    ...(files.some(isPage) ? ['apps/web/tsconfig.json'] : []),
  ];
  const results = await Promise.all(projects.map((project) => node(TSC, '--noEmit', '-p', project)));
  return joinResults(results);
}

const staged = await changed('--cached');
if (staged.length > 0) {
  const formatted = await format(staged);
  const results = [formatted, ...(formatted.ok ? await Promise.all([lint(staged), checkTypes(staged)]) : [])];
  const failed = results.filter(({ ok }) => !ok);
  for (const { text } of failed) process.stderr.write(text);
  if (failed.length > 0) process.stderr.write('\nNothing was committed. To commit all the same: git commit --no-verify\n');
  process.exitCode = failed.length === 0 ? 0 : 1;
}
