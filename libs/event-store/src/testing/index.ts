export { eventStoreContract } from './event-store.contract.js';
export type { EventStoreHarness, OpenHarness } from './harness.js';
export { waitUntil } from './harness.js';
export { appendAll, assetsIn, commitOf, discarded, idsOf, newerCommit, registered, started } from './commits.js';
export { MemoryEventStore } from './memory/event-store.memory.js';
