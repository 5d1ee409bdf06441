import type { WorkAddress, WorkMessage, WorkerService } from '@throughline/contracts';

/** One message in the hands of one worker. */
export interface Delivery<T> {
  readonly message: T;
  readonly subject: string;
  /** Somebody may have begun it: an attempt that has started is never done again, its lease is looked at. */
  readonly redelivered: boolean;
  readonly deliveries: number;
  /** Keeps the broker from redelivering. Says nothing to anybody else: that is what a lease is for. */
  readonly working: () => void;
  /** Resolves once the broker has confirmed it. */
  readonly ack: () => Promise<void>;
  /** For trouble of our own machinery only: the message comes back after the delay, and nothing is recorded. */
  readonly nak: (delayMs?: number) => Promise<void>;
  readonly term: (reason: string) => Promise<void>;
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
