import type fc from 'fast-check';
import type { Operation } from '../api-document.js';
import type { FuzzRequest } from '../fuzz-request.js';

/** One way of getting a request wrong, or of getting it right in a way that hurts. */
export interface Hostility {
  readonly name: string;
  /** Undefined where the operation has nothing that could be got wrong in this way. */
  readonly requests: (operation: Operation) => fc.Arbitrary<FuzzRequest> | undefined;
  /** Nothing is wrong with it. */
  readonly isAllowed?: true;
  /** How many; otherwise its share of all. */
  readonly runs?: number;
  /** The statuses that alone are right, where that can be said for all of them. */
  readonly statuses?: readonly number[];
}
