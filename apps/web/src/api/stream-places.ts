import { newKey } from './client.js';
import { LockedPlaces, type Locks } from './stream-locks.js';

/** What pages of one browser say to each other; see BroadcastChannel. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

/**
 * Over HTTP/1.1 a browser has six connections to a server, for all its pages together. A stream holds one for good, and a seventh
 * request would wait for ever: so only some pages hold a stream, and the others ask every few seconds.
 */
const MOST = 3;
const NAME = 'throughline-streams';
/** Pages that are looked at answer soon; those that do not are not there. */
const ANSWERS_MS = 1_000;

/** The places for streams that the pages of this browser share. */
export interface StreamPlaces {
  /** Whether there is a place for this page; it keeps it until it leaves. */
  take(): Promise<boolean>;
  leave(): void;
  close(): void;
}

interface Ask {
  readonly asks: string;
  /** Who asked first has the place. */
  readonly since: number;
}
interface Held {
  readonly answers: string;
}

const isAsk = (said: unknown): said is Ask => typeof said === 'object' && said !== null && 'asks' in said && 'since' in said;
const isHeld = (said: unknown): said is Held => typeof said === 'object' && said !== null && 'answers' in said;

const channelOfBrowser = (): Channel | undefined =>
  typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(NAME);

/** The places for streams, where the browser gives no locks: pages ask each other. */
export class AskedPlaces implements StreamPlaces {
  readonly #id = newKey();
  readonly #channel: Channel | undefined;
  #since: number | undefined;
  #others = 0;

  constructor(open: () => Channel | undefined = channelOfBrowser) {
    this.#channel = open();
    this.#channel?.addEventListener('message', ({ data }) => {
      if (isHeld(data) && data.answers === this.#id) this.#others += 1;
      else if (isAsk(data) && this.#isBefore(data)) this.#channel?.postMessage({ answers: data.asks } satisfies Held);
    });
  }

  async take(): Promise<boolean> {
    if (this.#channel === undefined) return true;
    this.#others = 0;
    this.#since = Date.now();
    this.#channel.postMessage({ asks: this.#id, since: this.#since } satisfies Ask);
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

  /** Of two that ask in the same moment, one is before the other: otherwise all pages of a restored window would hold one. */
  #isBefore({ asks, since }: Ask): boolean {
    if (this.#since === undefined) return false;
    return this.#since < since || (this.#since === since && this.#id < asks);
  }
}

export function placesOfBrowser(): StreamPlaces {
  const { locks } = navigator as { readonly locks?: Locks };
  return locks === undefined ? new AskedPlaces() : new LockedPlaces(locks, MOST);
}
