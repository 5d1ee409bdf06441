interface Removal {
  removeOf(itemId: string): Promise<number>;
}

/** Joins the stores whose rows open an item without an account, so that an erasure removes all of them. */
export const itemLinksOf = (stores: readonly Removal[]): Removal => ({
  removeOf: async (itemId) => {
    const removed = await Promise.all(stores.map((store) => store.removeOf(itemId)));
    return removed.reduce((sum, count) => sum + count, 0);
  },
});
