export { SOURCE_SERVICE, type SourceService } from './source-service.js';
export { SOURCE_STORE, type SourceStore } from './source-store.js';
export type { Source, SourceId } from './source.js';
export { SourceSyncs, type SyncRequest } from './syncs/source-syncs.js';
export { SYNC_STORE, type SyncStore } from './syncs/sync-store.js';
export type { SourceSync, SyncCounts, SyncedEntry } from './syncs/sync.js';
