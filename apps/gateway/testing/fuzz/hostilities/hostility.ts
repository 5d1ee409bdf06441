import type fc from 'fast-check';
import type { Operation } from '../api-document.js';
import type { FuzzRequest } from '../fuzz-request.js';

/** A kind of request: invalid in one way, or valid but harmful. */
export interface RequestKind {
  readonly name: string;
  /** `undefined` if this kind does not apply to the operation. */
  readonly requests: (operation: Operation) => fc.Arbitrary<FuzzRequest> | undefined;
  /** The requests are valid. */
  readonly isAllowed?: true;
  /** Number of requests at full depth; by default an equal share of the total. */
  readonly runs?: number;
  /** The expected statuses, if they are the same for all requests of this kind. */
  readonly statuses?: readonly number[];
}
