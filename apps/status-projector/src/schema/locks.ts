/** Advisory locks of the projection: (class, key) pairs of PostgreSQL. */
export const LOCK_CLASS = 0x544c;
export const LOCKS = {
  /** Shared by every transaction that projects, exclusive for the swap of a rebuild. */
  swap: 1,
  migration: 2,
  rebuild: 3,
} as const;

/** Economy only, so that two projectors do not fold the same commits: the fence is the checkpoint. */
export const partitionLock = (partition: number): number => 1_000 + partition;
