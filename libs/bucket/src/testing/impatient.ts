import { Buckets } from '../buckets.js';

/** Buckets of the connection `it` to whoever is at that address, for specs of servers that never come to an end. */
export const impatientBuckets = (endpoint: string, patienceMs: number): Buckets =>
  new Buckets(
    { it: { endpoint, region: 'us-east-1', accessKeyId: 'key', secretAccessKey: 'secret' } },
    { connectMs: patienceMs, idleMs: patienceMs, wholeMs: 2 * patienceMs },
  );
