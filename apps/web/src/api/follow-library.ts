import { EventStreamParser, type Item } from '@throughline/api-client';
import { addressOf } from './client.js';
import type { LiveKind } from './live-kind.js';
import { dispatchStreamEvent, type LiveFeed } from './live-feed.js';
import { readRetryAfter } from './retry-after.js';
import { createStreamSlots, type StreamSlots } from './stream-slots.js';

export interface FollowPorts {
  readonly open: (headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<Response>;
  readonly places: StreamSlots;
  readonly page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
}

const LONGEST_PAUSE_MS = 15_000;
/** Keeps the stream open while the user briefly looks at another tab. */
const HIDDEN_MS = 3_000;
/** The gateway sends a heartbeat every 15 seconds. Two missed ones mean a dead connection. */
const SILENT_MS = 40_000;
/** Wait before the next try while other tabs hold all stream slots. */
const NO_PLACE_MS = 10_000;

export const createFollowPorts = (stream: LiveKind<Item>['stream']): FollowPorts => ({
  open: (headers, signal) => fetch(addressOf(stream), { headers, signal, credentials: 'same-origin', cache: 'no-store' }),
  places: createStreamSlots(),
  page: document,
});

/** Follows all changes of one kind of items while the page is visible. Returns a function that stops it. */
export function followLibrary<T extends Item>(feed: LiveFeed<T>, ports: FollowPorts): () => void {
  const ending = new AbortController();
  void new StreamFollower(feed, ports, ending.signal).run();
  return () => {
    ending.abort();
  };
}

/** Reports an exception of the page as an error of the page, so that it does not look like a lost connection. */
const reportAsPageError = (task: () => void): void => {
  try {
    task();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
};

/** Opens one connection after another, each resuming after the last event. */
class StreamFollower<T extends Item> {
  #lastId = '';
  #failures = 0;
  #retryAfterMs = 0;
  #connection: AbortController | undefined;
  #wake: () => void = () => undefined;
  #hiding: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly feed: LiveFeed<T>,
    private readonly ports: FollowPorts,
    private readonly ending: AbortSignal,
  ) {}

  async run(): Promise<void> {
    const { page, places } = this.ports;
    page.addEventListener('visibilitychange', this.#onVisibilityChange);
    this.ending.addEventListener('abort', this.#end);
    while (!this.ending.aborted) await this.#turn();
    page.removeEventListener('visibilitychange', this.#onVisibilityChange);
    clearTimeout(this.#hiding);
    places.close();
  }

  async #turn(): Promise<void> {
    const { places } = this.ports;
    if (!this.#isWanted()) return this.#pause();
    // A browser that refuses the lock request is asked again later.
    if (!(await places.take().catch(() => false))) return this.#pause(NO_PLACE_MS);
    if (this.#isWanted()) await this.#connect();
    places.leave();
    // The random factor spreads reconnects of all pages after a restart of the gateway.
    const pauseMs = Math.min(1_000 * 2 ** this.#failures, LONGEST_PAUSE_MS) * (0.5 + Math.random());
    if (this.#isWanted()) await this.#pause(Math.max(pauseMs, this.#retryAfterMs));
  }

  #isWanted(): boolean {
    return !this.ending.aborted && this.ports.page.visibilityState === 'visible';
  }

  readonly #end = (): void => {
    this.#connection?.abort();
    this.#wake();
  };

  /** Hidden pages hold no connection, including pages that were opened in the background. */
  readonly #onVisibilityChange = (): void => {
    clearTimeout(this.#hiding);
    if (this.#isWanted()) this.#wake();
    else
      this.#hiding = setTimeout(() => {
        this.#connection?.abort();
      }, HIDDEN_MS);
  };

  /** Waits until the page becomes visible or the time is up. */
  async #pause(forMs?: number): Promise<void> {
    if (this.ending.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = forMs === undefined ? undefined : setTimeout(resolve, forMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends when the connection is lost, misses its heartbeats, or is no longer needed. */
  async #connect(): Promise<void> {
    const connection = new AbortController();
    this.#connection = connection;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const hear = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => {
        connection.abort();
      }, SILENT_MS);
    };
    this.#failures += 1;
    try {
      hear();
      const headers = { Accept: 'text/event-stream', ...(this.#lastId === '' ? {} : { 'Last-Event-ID': this.#lastId }) };
      const answer = await this.ports.open(headers, connection.signal);
      if (this.#isTaken(answer) && answer.body !== null) await this.#read(answer.body, connection.signal, hear);
    } catch {
      // The loop reconnects and then receives the missed changes.
    } finally {
      clearTimeout(silence);
      connection.abort();
      this.#connection = undefined;
      this.feed.onState(false);
    }
  }

  #isTaken({ ok, status, headers }: Response): boolean {
    this.#retryAfterMs = ok ? 0 : (readRetryAfter(headers) ?? 0);
    if (status === 401) this.feed.onReset('signed-out');
    return ok;
  }

  async #read(body: ReadableStream<Uint8Array>, signal: AbortSignal, hear: () => void): Promise<void> {
    const { feed } = this;
    this.#failures = 0;
    feed.onState(true);
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const parser = new EventStreamParser(this.#lastId);
    signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return;
      hear();
      for (const event of parser.take(decoder.decode(value, { stream: true })))
        reportAsPageError(() => {
          dispatchStreamEvent(feed, event);
        });
      this.#lastId = parser.lastId;
    }
  }
}
