export { impatientBuckets } from './impatient.js';
export { bucketServers } from './servers.js';
export type { BucketServer, Lack, RunningServer } from './servers.js';
