import { randomBytes } from 'node:crypto';
import { build } from '../build.mjs';

/** Jest's global setup: names the run for its workers and compiles changed files, also before each run with `--watch`. */
export default async function compileSpecs() {
  process.env.TL_TEST_RUN = randomBytes(4).toString('hex');
  const { failures } = await build(undefined, { specs: true, bundles: 'libraries' });
  if (failures.length > 0) throw new Error(`Not everything could be built:\n${failures.join('\n')}`);
}
