/** First key of the projection's advisory locks; PostgreSQL identifies such a lock by two integers. */
export const LOCK_CLASS = 0x544c;
export const LOCKS = {
  /** Shared by every transaction that projects. A rebuild takes it exclusively to swap the tables. */
  swap: 1,
  migration: 2,
  rebuild: 3,
} as const;

/** Only saves work: two projectors do not fold the same commits. Correctness depends on the checkpoint. */
export const partitionLock = (partition: number): number => 1_000 + partition;
