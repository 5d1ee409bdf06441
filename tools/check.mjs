/**
 * `npm run check`: checks what a change reaches, before each commit. See docs/testing.md.
 *
 *   npm run check                what differs from the base; without a base, the tests of the gate and all whole sets
 *   npm run check -- --plan      prints what would run, and runs nothing
 *   npm run check -- --e2e       also all end-to-end files of the apps that the change reaches; without a base, all
 */
import { parseArgs } from 'node:util';
import { UnknownBase } from './checking/change.mjs';
import { describeLeftOut } from './checking/left-out.mjs';
import { describePlan } from './checking/plan.mjs';
import { readPlan } from './checking/read-plan.mjs';
import { firstParts, runParts } from './testing/proof.mjs';
import { projectRoot } from './workspaces.mjs';

const USAGE = `npm run check [-- --plan] [--e2e]
  Checks the types, lints the changed files, and runs the specs that they reach by imports.
  Compares with TL_BASE, else with the merge base with origin/main, else with the newest commit whose whole lint succeeded.
  If nothing differs from these, or if a rule or a configuration changed, runs the tests of the gate and all whole sets.
  The last line names what the check leaves out.

  --plan  prints what would run, and runs nothing
  --e2e   also runs all end-to-end files of the apps that the change reaches, or all without a base`;

const say = (line) => process.stdout.write(`${line}\n`);

/** Returns a part that runs passes of tests with one database server. The name is not that of the gate, which has another budget. */
const testsPart = (name, passes) => ({
  name,
  run: async () => {
    const [{ withServers }, { runPass }, { SEED_LINE }] = await Promise.all([
      import('./testing/with-servers.mjs'),
      import('./testing/run-pass.mjs'),
      import('./testing/seed.mjs'),
    ]);
    let worst = 1;
    await withServers(async (env) => {
      say(SEED_LINE);
      worst = 0;
      for (const { env: more, ...pass } of passes) worst = Math.max(worst, await runPass(pass, { ...env, ...more }));
      return worst;
    });
    return worst === 0;
  },
});

function runPlan({ because, passes }) {
  const [part, total] =
    because === undefined ? ['tests of a change', 'npm run check'] : ['tests of everything', 'check of everything'];
  const tests = passes.length > 0 ? [testsPart(part, passes)] : [];
  return runParts([...firstParts({ lint: 'changed' }), ...tests], { passes: passes.map(({ name }) => name), total });
}

function readArguments(args) {
  const options = { plan: { type: 'boolean' }, e2e: { type: 'boolean' }, help: { type: 'boolean' } };
  return parseArgs({ args, options }).values;
}

async function check({ plan: onlyPlan, e2e, help }) {
  if (help) return say(USAGE);
  const plan = await readPlan(projectRoot, { named: process.env.TL_BASE, e2e });
  for (const line of describePlan(plan).slice(0, onlyPlan ? undefined : 2)) say(line);
  if (onlyPlan) return;
  process.exitCode = await runPlan(plan);
  say(describeLeftOut(plan));
}

try {
  await check(readArguments(process.argv.slice(2)));
} catch (error) {
  const isUsage = error.code?.startsWith('ERR_PARSE_ARGS');
  if (!isUsage && !(error instanceof UnknownBase)) throw error;
  process.stderr.write(`${error.message}${isUsage ? `\n\n${USAGE}` : ''}\n`);
  process.exitCode = 2;
}
