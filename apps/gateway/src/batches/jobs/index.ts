export type { Job, JobId } from './job.js';
export { JOB_STORE, type JobStore } from './job-store.js';
