/** Removes duplicates: an item may move to another page between two requests. */
export const removeDuplicates = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];
