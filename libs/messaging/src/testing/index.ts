export { ManualClock } from './manual-clock.js';
export { manualTime, realTime } from './passing-time.js';
export type { PassingTime } from './passing-time.js';
export { aLease, aTimer, aWorkMessage } from './samples.js';
export { workQueueContract } from './work-queue.contract.js';
export type { WorkQueueHarness } from './work-queue.contract.js';
