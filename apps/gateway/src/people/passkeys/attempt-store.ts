import type { Token } from '../../kit/provide.js';

export interface FailureCount {
  readonly failures: number;
  /** When the count starts again. */
  readonly until: string;
}

/** Counts failed sign-ins for all gateways together. */
export interface AttemptStore {
  /** Adds a failure to each key. The first one starts a window of this length. */
  addFailure(keys: readonly string[], windowMs: number): Promise<void>;
  /** Returns the counts of the present windows. */
  countsOf(keys: readonly string[]): Promise<ReadonlyMap<string, FailureCount>>;
  removeExpired(): Promise<number>;
}

export const ATTEMPT_STORE: Token<AttemptStore> = Symbol('AttemptStore');
