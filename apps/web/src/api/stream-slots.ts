import { createKey } from './client.js';
import { LockedStreamSlots, type WebLocks } from './stream-locks.js';

/** The part of BroadcastChannel that is used. */
export interface TabChannel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

/**
 * Over HTTP/1.1 a browser allows six connections to a server for all tabs together. Each stream occupies one, and a seventh
 * request would wait forever. So at most three tabs hold a stream and the others poll.
 */
const MOST = 3;
const NAME = 'throughline-streams';
/** Visible pages answer within this time. A page without an answer does not count. */
const ANSWERS_MS = 1_000;

/** Stream slots shared by the tabs of a browser. */
export interface StreamSlots {
  /** Takes a free slot and returns true, or returns false. The page keeps the slot until `leave`. */
  take(): Promise<boolean>;
  leave(): void;
  close(): void;
}

interface SlotRequest {
  readonly asks: string;
  /** The page with the earlier request wins the slot. */
  readonly since: number;
}
interface SlotAnswer {
  readonly answers: string;
}

const isSlotRequest = (message: unknown): message is SlotRequest =>
  typeof message === 'object' && message !== null && 'asks' in message && 'since' in message;
const isSlotAnswer = (message: unknown): message is SlotAnswer =>
  typeof message === 'object' && message !== null && 'answers' in message;

const openTabChannel = (): TabChannel | undefined =>
  typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(NAME);

/** Stream slots for browsers without Web Locks: the tabs ask each other. */
export class BroadcastStreamSlots implements StreamSlots {
  readonly #id = createKey();
  readonly #channel: TabChannel | undefined;
  #since: number | undefined;
  #others = 0;

  constructor(open: () => TabChannel | undefined = openTabChannel) {
    this.#channel = open();
    this.#channel?.addEventListener('message', ({ data }) => {
      if (isSlotAnswer(data) && data.answers === this.#id) this.#others += 1;
      else if (isSlotRequest(data) && this.#isBefore(data))
        this.#channel?.postMessage({ answers: data.asks } satisfies SlotAnswer);
    });
  }

  async take(): Promise<boolean> {
    if (this.#channel === undefined) return true;
    this.#others = 0;
    this.#since = Date.now();
    this.#channel.postMessage({ asks: this.#id, since: this.#since } satisfies SlotRequest);
    await new Promise((resolve) => setTimeout(resolve, ANSWERS_MS));
    if (this.#others < MOST) return true;
    this.leave();
    return false;
  }

  leave(): void {
    this.#since = undefined;
  }

  close(): void {
    this.leave();
    this.#channel?.close();
  }

  /** Compares ids if two tabs ask at the same time. Otherwise all tabs of a restored window would take a slot. */
  #isBefore({ asks, since }: SlotRequest): boolean {
    if (this.#since === undefined) return false;
    return this.#since < since || (this.#since === since && this.#id < asks);
  }
}

export function createStreamSlots(): StreamSlots {
  const { locks } = navigator as { readonly locks?: WebLocks };
  return locks === undefined ? new BroadcastStreamSlots() : new LockedStreamSlots(locks, MOST);
}
