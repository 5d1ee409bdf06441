export { readBrokerProblem } from './broker/broker-problem.js';
export { InfrastructureError } from './broker/failure.js';
export { countDeadLetters, readLaneBacklogs, readTimerBacklogs } from './backlog/backlog.jetstream.js';
export type { LaneBacklog, TimerBacklog } from './backlog/backlog.jetstream.js';
export { sleep, systemClock } from './clock/clock.js';
export type { Clock } from './clock/clock.js';
export type { OnProblem, ReceivedMessage, Settlement } from './queue/queue.js';
export { JetStreamDeadLetters } from './dead-letter/dead-letters.jetstream.js';
export type { DeadLetter, DeadLetters, StoredDeadLetter } from './dead-letter/dead-letters.js';
export type { FollowOptions, FollowableKeyValueStore } from './key-value/follow.js';
export { JetStreamInbox, buildInboxDurable } from './inbox/inbox.jetstream.js';
export type { Inbox, InboxPull, WaitingSender } from './inbox/inbox.js';
export { JetStreamKeyValueStore } from './key-value/key-value-store.jetstream.js';
export type { JetStreamKeyValueOptions } from './key-value/key-value-store.jetstream.js';
export { KeyValueUnavailableError, RecordConflictError, recordName } from './key-value/key-value-store.js';
export type { ExpectedRevision, KeyValueStore, RecordRevision, StoredRecord } from './key-value/key-value-store.js';
export { ensureKeyValueStores } from './key-value/key-value-streams.js';
export { SealedKeyValueStore, deriveKey } from './key-value/sealed-key-value-store.js';
export { LeaseConflictError } from './lease/leases.js';
export type {
  LeaseExpiry,
  LeaseHandle,
  LeaseToken,
  Leases,
  LeaseRecord,
  WatchLeasesOptions,
  WatchedLease,
} from './lease/leases.js';
export { JetStreamLeases } from './lease/leases.jetstream.js';
export type { JetStreamLeasesOptions } from './lease/leases.jetstream.js';
export { ensureMessagingStreams, verifyMessagingStreams } from './streams.js';
export { JetStreamTimers } from './timer/timers.jetstream.js';
export type { JetStreamTimersOptions } from './timer/timers.jetstream.js';
export { buildTimersDurable } from './timer/queued-timers.js';
export type { ConsumeTimersOptions, Timers } from './timer/timers.js';
export { JetStreamWorkQueue } from './work/work-queue.jetstream.js';
export type { JetStreamWorkOptions } from './work/work-queue.jetstream.js';
export { buildLaneDurable } from './work/queued-work.js';
export type { ConsumeWorkOptions, Delivery, UndecodableWork, WorkQueue } from './work/work-queue.js';
