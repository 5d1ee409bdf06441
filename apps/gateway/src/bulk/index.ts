export { BULK_JOB_STORE, type BulkJobStore } from './bulk-job-store.js';
export { OUTCOMES, type Finding, type ItemFinding, type Outcome, type Verdict, VERDICTS } from './bulk-job.js';
export { OutageError, buildForAll, decideItem, isOutage, type JobCommand } from './decide-item.js';
export { showChanges } from './show-changes.js';
export { Slots } from './slots.js';
