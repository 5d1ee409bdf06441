import { testDepth } from '@throughline/contracts/testing';

const whole = (name: string, text: string | undefined, otherwise: number): number => {
  if (text === undefined || text === '') return otherwise;
  if (!/^-?\d{1,10}$/.test(text)) throw new Error(`${name} must be a whole number`);
  return Number(text);
};

/** The seed is fixed, so that a red run is red again; a failure names its seed and where in it. */
export const fuzzSettings = {
  seed: whole('TL_FUZZ_SEED', process.env['TL_FUZZ_SEED'], 20_260_205),
  /** Generated requests for each operation, at least. */
  requests: Math.max(1, whole('TL_FUZZ_REQUESTS', process.env['TL_FUZZ_REQUESTS'], testDepth.runs(240))),
} as const;
