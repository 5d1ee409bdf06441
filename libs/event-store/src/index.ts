export type {
  AppendResult,
  EventStore,
  FollowOptions,
  History,
  Incarnation,
  LoadOptions,
  PoisonMessage,
  StoredCommit,
  SubscribeOptions,
} from './event-store.js';
export { isPoison } from './event-store.js';
export { buildHistory, extractReadable, hasDiscard } from './history/history.js';
export type { Order, Position, Revision } from './order/order.js';
export {
  NO_REVISION,
  START,
  comparePosition,
  compareRevision,
  maxPosition,
  parsePosition,
  parseRevision,
  positionOfRevision,
  isRevisionAtLeast,
  isSameRevision,
} from './order/order.js';
export {
  AppendRefusedError,
  DataKeyErasedError,
  EventStreamMismatchError,
  HistoryGapError,
  ObstacleError,
  OutcomeUnknownError,
  RestoredLogError,
  RevisionConflictError,
  StoreUnavailableError,
  UnsupportedServerError,
  WrongMasterKeyError,
} from './errors/errors.js';
export type { Checkpoint, Continuity } from './continuity/continuity.js';
export { requireContinuity, verifyContinuity } from './continuity/continuity.js';
export type { Lag, PartitionCheckpoint } from './lag/lag.jetstream.js';
export { measureLags } from './lag/lag.jetstream.js';
export { isContentEnd } from './history/history.js';
export type { DataKeys } from './keys/data-keys.js';
export { MemoryDataKeys } from './keys/data-keys.memory.js';
export type { JetStreamDataKeysOptions } from './keys/data-keys.jetstream.js';
export { JetStreamDataKeys } from './keys/data-keys.jetstream.js';
export { MASTER_KEY_BYTES } from './keys/wrap-key.js';
export type { EventStreamFacts, EventStreamOptions } from './jetstream/stream.js';
export { KEY_STREAM, ensureEventStreams, verifyEventStream } from './jetstream/stream.js';
export type { AppendTimes } from './jetstream/append.js';
export type { JetStreamEventStoreOptions } from './event-store.jetstream.js';
export { JetStreamEventStore } from './event-store.jetstream.js';
export { PublishRefusedError, PublishUnansweredError, Publisher, getPublisher } from './jetstream/publisher.js';
export type { PublishAck } from './jetstream/publisher.js';
