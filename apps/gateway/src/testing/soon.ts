/** Returns a time after all that has been stored, and before the log's clock refuses it as the future. */
export const soon = (): string => new Date(Date.now() + 30_000).toISOString();
