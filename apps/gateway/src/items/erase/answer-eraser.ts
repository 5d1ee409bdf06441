import type { IdempotencyStore } from '../../http/idempotency/idempotency-store.js';

/**
 * Stored answers of the Idempotency-Key show items with their titles. An erasure removes them at once; an answer stored at that
 * very moment is removed by the next sweep.
 */
export class AnswerEraser {
  constructor(
    private readonly store: Pick<IdempotencyStore, 'forget'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Never throws: the erasure is already committed, and must not be reported as failed. */
  async forget(id: string): Promise<void> {
    await this.store.forget(id).catch(this.onError);
  }
}
