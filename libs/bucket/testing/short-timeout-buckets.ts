import { Buckets } from '#src/buckets.js';

/** Creates buckets with short time limits and a connection named `it`, for specs of servers that never finish an answer. */
export const createShortTimeoutBuckets = (endpoint: string, timeoutMs: number): Buckets =>
  new Buckets(
    { it: { endpoint, region: 'us-east-1', accessKeyId: 'key', secretAccessKey: 'secret' } },
    { connectMs: timeoutMs, idleMs: timeoutMs, wholeMs: 2 * timeoutMs },
  );
