export { holdLease, Lease } from './lease.js';
export { LeasedWork } from './leased-work.js';
