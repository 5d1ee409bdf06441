import { testDepth } from '@throughline/contracts/testing';

const parseWholeNumber = (name: string, text: string | undefined, otherwise: number): number => {
  if (text === undefined || text === '') return otherwise;
  if (!/^-?\d{1,10}$/.test(text)) throw new Error(`${name} must be a whole number`);
  return Number(text);
};

/** The seed is fixed, so that a failure is reproducible. A failure prints its seed and path. */
export const fuzzSettings = {
  seed: parseWholeNumber('TL_FUZZ_SEED', process.env['TL_FUZZ_SEED'], 20_260_205),
  requests: Math.max(1, parseWholeNumber('TL_FUZZ_REQUESTS', process.env['TL_FUZZ_REQUESTS'], testDepth.runs(240))),
} as const;
