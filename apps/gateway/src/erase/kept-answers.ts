import type { IdempotencyStore } from '../idempotency/idempotency-store.js';

/**
 * Answers that are kept for their Idempotency-Key show items as they were, with their titles. Those of an erased item go at once;
 * one that was being written just then goes with the next round of forgetting.
 */
export class KeptAnswers {
  constructor(
    private readonly store: Pick<IdempotencyStore, 'forget'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The erasure is on record: not being able to forget now must not turn it into a failure. */
  async forget(id: string): Promise<void> {
    await this.store.forget(id).catch(this.onError);
  }
}
