/**
 * Lints the whole workspace and proves that the rules work: a rule that is silently skipped is worse than none.
 *
 *   npm run lint                 everything, two steps at a time
 *   npm run lint -- formatting   the steps whose names contain a word
 */
import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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
const eslint = (...args) => node('node_modules/eslint/bin/eslint.js', '--no-warn-ignored', ...args);

async function lint(...paths) {
  const { ok, text } = await eslint('--no-error-on-unmatched-pattern', ...paths);
  // Without a project graph the boundary rule prints this warning and accepts everything.
  return { ok: ok && !text.includes('will be skipped'), text };
}

/** Files that break a rule. ESLint must refuse each of them with the named rule. */
const VIOLATIONS = [
  {
    says: 'an import against the arrows',
    file: 'libs/domain/src/negative-check-import.ts',
    text: "import { AssetCommands } from '@throughline/engine';\n\nexport const x: unknown = AssetCommands;\n",
    rule: '@nx/enforce-module-boundaries',
  },
  {
    says: 'an app that imports an app',
    file: 'apps/ingest/src/negative-check.ts',
    text: "import * as gateway from '@throughline/gateway';\n\nexport const x: unknown = gateway;\n",
    rule: '@nx/enforce-module-boundaries',
  },
  {
    says: 'a clock in the domain',
    file: 'libs/domain/src/negative-check-clock.ts',
    text: 'export const x = (): number => Date.now();\n',
    rule: 'no-restricted-syntax',
  },
  {
    says: 'the environment outside of a config.ts',
    file: 'libs/engine/src/negative-check.ts',
    text: "export const x = (): string | undefined => process.env['X'];\n",
    rule: 'no-restricted-properties',
  },
  {
    says: 'a random number in a test helper',
    file: 'libs/engine/src/testing/negative-check-random.ts',
    text: 'export const x = (): number => Math.random();\n',
    rule: 'no-restricted-syntax',
  },
  {
    says: 'a comment that starts with a headless clause',
    file: 'libs/engine/src/negative-check-comment.ts',
    text: '/** How many bytes are left. */\nexport const left = 1;\n',
    rule: 'english/comments',
  },
  {
    says: 'a type that is named by a participle',
    file: 'libs/engine/src/negative-check-name.ts',
    text: 'export interface Told {\n  readonly at: number;\n}\n',
    rule: 'english/type-names',
  },
  {
    says: 'a browser test that reads the page only once',
    file: 'apps/web/e2e/negative-check.ts',
    text: "import type { Page } from 'playwright-core';\n\nexport const x = async (page: Page): Promise<void> => {\n  expect(await page.getByRole('alert').count()).toBe(0);\n};\n",
    rule: 'no-restricted-syntax',
  },
];

async function refusesViolations() {
  const files = VIOLATIONS.map(({ file }) => join(root, file));
  try {
    await Promise.all(VIOLATIONS.map(({ text }, index) => writeFile(files[index], text)));
    const { text } = await eslint('--format', 'json', ...files);
    const refused = new Map(JSON.parse(text).map(({ filePath, messages }) => [filePath, messages.map(({ ruleId }) => ruleId)]));
    const missed = VIOLATIONS.filter(({ rule }, index) => !refused.get(files[index])?.includes(rule));
    return { ok: missed.length === 0, text: missed.map(({ rule, says }) => `${rule} does not refuse ${says}`).join('\n') };
  } finally {
    await Promise.all(files.map((file) => rm(file, { force: true })));
  }
}

/** Run one after the other: later steps need the project graph and must not see the files that break rules. */
const FIRST = [
  { name: 'project graph', run: () => node('node_modules/.bin/nx', 'show', 'projects') },
  { name: 'the rules refuse what they forbid', run: refusesViolations },
];

/** Split into parts that use both cores. Longest first. */
const REST = [
  { name: 'eslint libs', run: () => lint('libs') },
  { name: 'eslint apps/gateway', run: () => lint('apps/gateway') },
  { name: 'eslint apps, the others', run: () => lint('apps', '--ignore-pattern', 'apps/gateway/**') },
  { name: 'eslint tools', run: () => lint('tools', 'compose', '*.mjs', '.*.mjs') },
  { name: 'openapi.json, its types and limits are up to date', run: () => node('tools/api.mjs', '--check') },
  { name: 'formatting', run: () => node('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
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

let failed = 0;
async function runStep({ name, run }) {
  const begun = Date.now();
  const { ok, text } = await run();
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name} (${Math.round((Date.now() - begun) / 1000)} s)\n`);
  if (ok) return;
  failed += 1;
  process.stdout.write(`${text}\n`);
}

const words = process.argv.slice(2);
const asked = ({ name }) => words.length === 0 || words.some((word) => name.includes(word));
for (const step of FIRST.filter((first) => first.name === 'project graph' || asked(first))) await runStep(step);
const waiting = REST.filter(asked);
const work = async () => {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await runStep(step);
};
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
process.exit(failed === 0 ? 0 : 1);
