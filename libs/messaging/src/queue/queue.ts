export type Headers = readonly (readonly [name: string, value: string])[];

/** The possible answers to a delivery. The first one counts; without an answer the message is redelivered. */
export interface Settlement {
  /** Restarts the time until redelivery. */
  readonly working: () => void;
  /** Removes the message. Resolves once the broker has confirmed it. */
  readonly ack: () => Promise<void>;
  readonly nak: (delayMs?: number) => Promise<void>;
  readonly term: (reason: string) => Promise<void>;
}

export interface ReceivedMessage extends Settlement {
  readonly subject: string;
  readonly bytes: Uint8Array;
  readonly headers: Headers;
  /** Unique among all messages that were ever in the queue. */
  readonly id: string;
  /** Includes this delivery. Counts lost acknowledgements and restarts too, so it is not the attempt number that users see. */
  readonly deliveries: number;
  /** Undelivered messages in the queue at the time of this delivery. */
  readonly unseen: number;
}

export interface PullOptions {
  readonly durable: string;
  readonly filter: string;
  readonly capacity: number;
  /** Must not reject. The next message is requested when it has resolved. */
  readonly onReceived: (received: ReceivedMessage) => Promise<void>;
  readonly signal: AbortSignal;
}

/** A queue with at most one message for each subject, the base of the work queue and of the timers. */
export interface Queue {
  /** Returns `present` if the subject already holds a message and this queue keeps the first. */
  put(subject: string, bytes: Uint8Array, headers?: Headers): Promise<'stored' | 'present'>;
  /** Delivers messages until aborted. Resolves after the last `onReceived`; undelivered messages are given back at once. */
  pull(pull: PullOptions): Promise<void>;
}

export type OnProblem = (error: unknown) => void;
