/**
 * The gate (`.ci/run`). Runs on a clean checkout and installs everything that it needs. `npm run explore -- --all` proves the
 * rest (docs/testing.md).
 */
import { command, firstParts, REQUIRE_PROGRAMS, runParts } from './testing/proof.mjs';

const PARTS = [
  ...firstParts({ lint: 'changed' }),
  { name: 'npm run house', run: command(process.execPath, ['tools/house.mjs']) },
  {
    name: 'tests',
    run: command(process.execPath, ['tools/test.mjs', '--beside'], { ...REQUIRE_PROGRAMS, TL_FUZZ_DEPTH: 'full' }),
  },
];

process.exitCode = await runParts(PARTS, { passes: ['fast', 'smoke', 'e2e'], total: 'all' });
