export { createImpatientBuckets } from './impatient.js';
export { listBucketServers } from './servers.js';
export type { BucketServer, MissingFeature, RunningServer } from './servers.js';
