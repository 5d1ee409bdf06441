import { build } from '../build.mjs';

/** Jest's global setup: compiles changed files before each run, also with `--watch`. */
export default async function compileSpecs() {
  const { failures } = await build(undefined, { specs: true, bundles: 'libraries' });
  if (failures.length > 0) throw new Error(`Not everything could be built:\n${failures.join('\n')}`);
}
