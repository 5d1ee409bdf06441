export { CHANGE_FEED, type Change, type ChangeFeed } from './change-feed.js';
export { ClientPositions, readPosition } from './client-positions.js';
export { BRIEFLY_MS, RowFreshness, type Freshness } from './fresh-rows.js';
export { OUTPUT_ITEMS, type OutputItems } from './output-items.js';
export {
  PROJECTION_CHANGES,
  restrictToPipelines,
  type ChangedAsset,
  type ItemChanges,
  type ProjectionChanges,
  type ProjectionPosition,
} from './projected.js';
export { createProjectionQuery } from './projection-query.js';
export { RULED_DOCUMENTS, type DocumentSender, type RuledDocuments } from './ruled-documents.js';
export { RESTING_ITEMS, type RestQuery, type RestingItem, type RestingItems } from './resting-items.js';
export {
  DOCUMENT_ROWS,
  ITEM_KINDS,
  ITEM_ROWS,
  LIST_FILTERS,
  QUARANTINED_ROWS,
  RECORDING_ROWS,
  SESSION_ROWS,
  SORT_COLUMNS,
  TRANSCRIPT_FILTERS,
  findOlderDuplicate,
  type AuditCursor,
  type AuditEvent,
  type Milestone,
  type ContentDuplicate,
  type ItemFilter,
  type ItemRow,
  type ItemRows,
  type ListFilter,
  type PageKey,
  type QuarantinedItem,
  type QuarantinedRows,
  type Sort,
  type TranscriptFilter,
  type UnreadableHistory,
} from './rows.js';
export { ShowsRows } from './stale-answers.js';
export { TEMPLATE_USES, type TemplateUses } from './template-uses.js';
export { waitUntil } from './wait-until.js';
