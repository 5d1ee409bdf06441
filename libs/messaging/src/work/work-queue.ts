import type { WorkAddress, WorkMessage, WorkerService } from '@throughline/contracts';
import type { Settlement } from '../queue/queue.js';

/**
 * One message that a worker handles. `working` only delays redelivery; other processes see the lease instead. Use `nak` only
 * for infrastructure errors, because it records nothing.
 */
export interface Delivery<T> extends Settlement {
  readonly message: T;
  readonly subject: string;
  /** Another worker may have started the attempt. A started attempt is never repeated; check its lease. */
  readonly redelivered: boolean;
  readonly deliveries: number;
  /** Undelivered messages of the lane at the time of this delivery. */
  readonly unseen: number;
}

export interface UndecodableWork {
  readonly subject: string;
  /** Parsed from the subject, which names asset and step even if the body is unreadable. `undefined` for a foreign subject. */
  readonly address: WorkAddress | undefined;
  readonly error: unknown;
}

export interface ConsumeWorkOptions {
  readonly service: WorkerService;
  readonly lane: string;
  /** The largest number of attempts in progress for this caller. */
  readonly concurrency: number;
  /** Rejecting gives the message back; resolving without an answer leaves it to redelivery. */
  readonly onWork: (delivery: Delivery<WorkMessage>) => Promise<void>;
  /** Called after the dead letter is stored and before the message is removed. Rejecting redelivers the message. */
  readonly onUndecodable?: (undecodable: UndecodableWork) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Attempts that wait for a worker. Each attempt has its own subject with at most one message, so queuing it twice has no effect
 * until the message is acknowledged. A later duplicate names a closed attempt, and its worker acknowledges it.
 */
export interface WorkQueue {
  publish(message: WorkMessage): Promise<'queued' | 'already-queued'>;
  /** Delivers work until aborted, and resolves after the last `onWork`. */
  consume(options: ConsumeWorkOptions): Promise<void>;
}
