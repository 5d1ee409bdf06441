import { depthOf, testDepth, testSeed, type TestDepth } from '@throughline/contracts/testing';

const { env } = process;

const parseWholeNumber = (name: string, otherwise: number): number => {
  const text = env[name] ?? '';
  if (text === '') return otherwise;
  if (!/^-?\d{1,10}$/.test(text)) throw new Error(`${name} must be a whole number`);
  return Number(text);
};

const DEPTHS: Readonly<Record<string, TestDepth>> = {
  quick: depthOf(false),
  full: depthOf(true),
};

const given = env['TL_FUZZ_DEPTH'] ?? '';
const depthName = given === '' ? (testDepth.isFull ? 'full' : 'quick') : given;

function parseDepth(): TestDepth {
  const depth = DEPTHS[depthName];
  if (depth === undefined) throw new Error('TL_FUZZ_DEPTH must be quick or full');
  return depth;
}

const parseList = (name: string): readonly string[] =>
  (env[name] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** The depth of the fuzzers, which the gate raises without that of other properties. */
export const fuzzDepth = parseDepth();

/** The seed is fixed, so that a failure is reproducible. A failure prints its seed and path. */
export const fuzzSettings = {
  seed: parseWholeNumber('TL_FUZZ_SEED', testSeed),
  depth: depthName,
  /** Names of the operations to test; all if empty. */
  operations: parseList('TL_FUZZ_OPERATIONS'),
} as const;

/** Returns the number of requests that an operation gets. */
export const requestsOfOperation = (): number => Math.max(1, parseWholeNumber('TL_FUZZ_REQUESTS', fuzzDepth.runs(200)));
