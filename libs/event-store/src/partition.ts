/** Throws for an unknown partition, because a reader of it would wait for ever. */
export function requirePartition(partition: number, partitions: number): void {
  if (!Number.isInteger(partition) || partition < 0 || partition >= partitions)
    throw new RangeError(`There is no partition ${String(partition)}: there are ${String(partitions)}`);
}
