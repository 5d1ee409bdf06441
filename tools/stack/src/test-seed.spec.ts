import { spawnSync } from 'node:child_process';
import { testSeed } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { moduleLiteral } from '#testing/scratch-specs.js';

const PRINT = `console.log((await import(${moduleLiteral('tools/testing/seed.mjs')})).SEED)`;

const read = (seed: string): { readonly seed: string; readonly error: string } => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', PRINT], {
    env: { TL_TEST_SEED: seed },
    encoding: 'utf8',
  });
  return { seed: stdout.trim(), error: stderr };
};

describe('the seed of a run', () => {
  it('is that of all properties and samples without a seed of their own', () => {
    const [drawn, again] = [fc.sample(fc.string(), 20), fc.sample(fc.string(), { numRuns: 20, seed: testSeed })];
    expect(drawn).toEqual(again);
    expect(fc.readConfigureGlobal()).toMatchObject({ seed: testSeed });
  });

  it('is the fixed one, unless the environment names another', () => {
    expect(['', '-1487821080'].map((seed) => read(seed).seed)).toEqual(['20260205', '-1487821080']);
    expect(read('today').error).toContain('TL_TEST_SEED must be a whole number');
  });
});
