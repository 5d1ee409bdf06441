// Lint of the whole workspace, and proof that its rules bite: a rule that is quietly skipped is worse than none.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const env = { ...process.env, NX_DAEMON: 'false', FORCE_COLOR: '0' };

/** @param {string[]} args */
const node = (args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { ok: status === 0, text: `${stdout}${stderr}` };
};
const eslint = (/** @type {string[]} */ ...paths) => node(['node_modules/eslint/bin/eslint.js', '--no-warn-ignored', ...paths]);

const steps = [
  { name: 'project graph', run: () => node(['node_modules/.bin/nx', 'show', 'projects']) },
  // In parts: the types of the whole workspace at once need more memory than Node takes by itself.
  ...[['libs'], ['apps/gateway'], ['apps', '--ignore-pattern', 'apps/gateway/**'], ['tools', 'compose', '*.mjs', '.*.mjs']].map(
    (paths) => ({
      name: `eslint ${paths[0]}${paths.length === 3 ? ', the others' : ''}`,
      run: () => {
        const { ok, text } = eslint('--no-error-on-unmatched-pattern', ...paths);
        // Without a project graph the boundary rule says so and lets everything through.
        return { ok: ok && !text.includes('will be skipped'), text };
      },
    }),
  ),
  ...[
    {
      name: 'the boundary rule refuses an import against the arrows',
      file: 'libs/domain/src/negative-check.ts',
      text: "import { AssetCommands } from '@throughline/engine';\n\nexport const x: unknown = AssetCommands;\n",
      rule: '@nx/enforce-module-boundaries',
    },
    {
      name: 'the boundary rule refuses an app that imports an app',
      file: 'apps/ingest/src/negative-check.ts',
      text: "import * as gateway from '@throughline/gateway';\n\nexport const x: unknown = gateway;\n",
      rule: '@nx/enforce-module-boundaries',
    },
    {
      name: 'the purity rule refuses a clock in the domain',
      file: 'libs/domain/src/negative-check.ts',
      text: 'export const x = (): number => Date.now();\n',
      rule: 'no-restricted-syntax',
    },
    {
      name: 'the environment is refused outside of a config.ts',
      file: 'libs/engine/src/negative-check.ts',
      text: "export const x = (): string | undefined => process.env['X'];\n",
      rule: 'no-restricted-properties',
    },
  ].map(({ name, file, text, rule }) => ({
    name,
    run: () => {
      writeFileSync(new URL(file, `file://${encodeURI(root)}`), text);
      try {
        const result = eslint(file);
        return { ok: !result.ok && result.text.includes(rule), text: `expected ${rule} to refuse ${file}\n${result.text}` };
      } finally {
        rmSync(new URL(file, `file://${encodeURI(root)}`));
      }
    },
  })),
  {
    name: 'no import cycles',
    run: () =>
      node([
        'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.mjs',
        'apps',
        'libs',
        'tools',
      ]),
  },
  { name: 'formatting', run: () => node(['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']) },
];

const only = process.argv.slice(2);
let failed = 0;
for (const { name, run } of steps.filter(
  (step) => only.length === 0 || step.name === 'project graph' || only.some((word) => step.name.includes(word)),
)) {
  const { ok, text } = run();
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name}\n`);
  if (!ok) {
    failed += 1;
    process.stdout.write(`${text}\n`);
  }
}
process.exit(failed === 0 ? 0 : 1);
