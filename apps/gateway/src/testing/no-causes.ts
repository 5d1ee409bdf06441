const none = {
  list: (): Promise<readonly never[]> => Promise.resolve([]),
  find: (): Promise<readonly never[]> => Promise.resolve([]),
  listIds: (): Promise<ReadonlySet<number>> => Promise.resolve(new Set<number>()),
};

/** Ports of a library without webhooks, credentials and sources, which cause no notices. */
export const NO_CAUSES = { webhooks: none, lost: none, sources: none };
