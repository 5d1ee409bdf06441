export type Headers = readonly (readonly [name: string, value: string])[];

/** What may become of a message in somebody's hands. The first answer counts; without one it comes back to somebody in time. */
export interface Settlement {
  /** Still at it: the time until redelivery starts anew. */
  readonly working: () => void;
  /** Done. Resolves once the broker has confirmed it. */
  readonly ack: () => Promise<void>;
  /** Not now. Comes back after the delay. */
  readonly nak: (delayMs?: number) => Promise<void>;
  /** Never again. The queue forgets the bytes. */
  readonly term: (reason: string) => Promise<void>;
}

/** A message in the hands of one consumer. */
export interface Received extends Settlement {
  readonly subject: string;
  readonly bytes: Uint8Array;
  /** Headers as they came, for the dead letter. */
  readonly headers: Headers;
  /** Names the message among all that were ever in the queue. */
  readonly id: string;
  /** This delivery included. Counts lost acknowledgements and restarts too: never the attempt number that people see. */
  readonly deliveries: number;
  /** Messages behind it that nobody has been given yet, when it was given. */
  readonly unseen: number;
}

export interface Pull {
  /** One name for all that share the work. */
  readonly durable: string;
  readonly filter: string;
  /** At most so many messages are in the hands of this caller. */
  readonly capacity: number;
  /** Never rejects. The next message is asked for when it has ended. */
  readonly onReceived: (received: Received) => Promise<void>;
  readonly signal: AbortSignal;
}

/** A queue with at most one message on each subject: what the work queue and the timers have in common. */
export interface Queue {
  /** `present`: the subject holds a message already, and this queue keeps the first. */
  put(subject: string, bytes: Uint8Array, headers?: Headers): Promise<'stored' | 'present'>;
  /** Ends when aborted, after the last `onReceived` has ended. What nobody has looked at yet goes back at once. */
  pull(pull: Pull): Promise<void>;
}

/** Told about trouble that the loops survive by themselves. */
export type OnProblem = (error: unknown) => void;
