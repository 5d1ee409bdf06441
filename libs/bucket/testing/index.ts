export { createShortTimeoutBuckets } from './short-timeout-buckets.js';
export { listBucketServers } from './servers.js';
export type { BucketServer, MissingFeature, RunningServer } from './servers.js';
