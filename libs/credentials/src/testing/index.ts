export { recordsContract } from './records.contract.js';
export type { RecordsHarness } from './records.contract.js';
