import type { Outcome } from './bulk-api.js';

export const OUTCOMES = ['changed', 'skipped', 'refused', 'error', 'left_out'] as const satisfies readonly Outcome[];

interface ResultsSearch {
  readonly outcome?: Outcome;
}

/** Reads the parameters of an address, which anybody may have typed. */
export function readResultsSearch({ outcome }: Readonly<Record<string, unknown>>): ResultsSearch {
  const validOutcome = OUTCOMES.find((one) => one === outcome);
  return validOutcome === undefined ? {} : { outcome: validOutcome };
}
