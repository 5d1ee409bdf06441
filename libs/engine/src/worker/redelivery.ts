/** The backoff of redeliveries, so that lasting trouble does not keep a lane busy. */
export const REDELIVERY = { firstMs: 1_000, longestMs: 30_000 };
