/** Limits an `LRUCache` to a number of entries. Its option `max` would reserve the memory of all of them at the start. */
export const limitEntries = (count: number): { readonly maxSize: number; readonly sizeCalculation: () => number } => ({
  maxSize: count,
  sizeCalculation: () => 1,
});
