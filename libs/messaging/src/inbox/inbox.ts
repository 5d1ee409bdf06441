import type { SenderAddress } from '@throughline/contracts';
import type { ReceivedMessage } from '../queue/queue.js';

export interface InboxPull {
  readonly from: SenderAddress;
  /** Must not reject. The next event of this sender is requested when it has resolved. */
  readonly onEvent: (message: ReceivedMessage) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface WaitingSender extends SenderAddress {
  /** Events without a verdict. */
  readonly waiting: number;
}

/** The events of other systems, each sender's in order. No sender waits for another. */
export interface Inbox {
  /** Returns the senders of stored events. */
  senders(): Promise<readonly WaitingSender[]>;
  /** Delivers the events of one sender, one at a time for all processes together, until aborted. */
  pull(pull: InboxPull): Promise<void>;
  /** Stores the verdict on an event for its sender. */
  answer(to: SenderAddress, eventId: string, bytes: Uint8Array): Promise<void>;
}
