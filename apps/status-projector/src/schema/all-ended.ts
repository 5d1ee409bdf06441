/** Like `Promise.all`, but waits for all of them before it throws, because the caller then drops the tables that they use. */
export async function allEnded<T>(work: readonly Promise<T>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(work)) if (outcome.status === 'rejected') throw outcome.reason;
}
