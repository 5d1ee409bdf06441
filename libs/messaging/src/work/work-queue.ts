import type { WorkAddress, WorkMessage, WorkerService } from '@throughline/contracts';
import type { Settlement } from '../queue/queue.js';

/**
 * One message in the hands of one worker. `working` keeps the broker from redelivering and says nothing to anybody else:
 * that is what a lease is for. `nak` is for trouble of our own machinery only: nothing is recorded.
 */
export interface Delivery<T> extends Settlement {
  readonly message: T;
  readonly subject: string;
  /** Somebody may have begun it: an attempt that has started is never done again, its lease is looked at. */
  readonly redelivered: boolean;
  readonly deliveries: number;
  /** Messages of the lane that nobody had been given yet when this one was. */
  readonly unseen: number;
}

/** A work message that cannot be read. */
export interface Undecodable {
  readonly subject: string;
  /** From the subject, which names asset and step even where the bytes do not. Undefined where it is not one of ours. */
  readonly address: WorkAddress | undefined;
  readonly error: unknown;
}

export interface ConsumeWork {
  readonly service: WorkerService;
  readonly lane: string;
  /** Attempts worked on side by side by this caller; no more than these are taken from the queue. */
  readonly concurrency: number;
  /** One that throws gives the message back; one that ends without an answer leaves it to redelivery. */
  readonly onWork: (delivery: Delivery<WorkMessage>) => Promise<void>;
  /** Told after the dead letter is stored and before the message goes; one that throws is told again. */
  readonly onUndecodable?: (undecodable: Undecodable) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Attempts that wait for a worker. One subject for each attempt, one message on it: queued twice is queued once,
 * until the message is acknowledged. Later than that, the same attempt may be queued and delivered again;
 * it is then a closed attempt, and whoever gets it acknowledges it.
 */
export interface WorkQueue {
  publish(message: WorkMessage): Promise<'queued' | 'already-queued'>;
  /** Ends when aborted, after the last `onWork` has ended. */
  consume(options: ConsumeWork): Promise<void>;
}
