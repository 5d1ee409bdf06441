import type { Token } from '../../kit/provide.js';

/** The items of a library that name an output. */
export interface OutputItemCounts {
  /** Items whose preferences name it. Deleted and erased items do not count: they cannot be changed. */
  readonly preferences: number;
  /** Items with an active run that delivers to it. */
  readonly running: number;
}

/** The items of all pipelines that name outputs. */
export interface OutputItems {
  /** Counts them for each output of a library. Outputs without items are absent. */
  count(owner: string): Promise<ReadonlyMap<string, OutputItemCounts>>;
  /** Returns the ids of the items whose preferences name the output. */
  preferring(owner: string, output: string): Promise<readonly string[]>;
}

export const OUTPUT_ITEMS: Token<OutputItems> = Symbol('OutputItems');
