/** Returns the milliseconds until the act has ended. */
export async function elapsed(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

/** Returns how many of `count` an act gets done in a second. */
export const perSecond = async (count: number, act: () => Promise<unknown>): Promise<number> =>
  (count / (await elapsed(act))) * 1_000;
