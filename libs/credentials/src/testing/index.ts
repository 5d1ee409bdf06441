export { followsContract } from './follows.contract.js';
export type { FollowsHarness } from './follows.contract.js';
export { recordsContract } from './records.contract.js';
export type { RecordsHarness } from './records.contract.js';
