import { API } from './client.js';
import { EventStreamParser } from './event-stream.js';
import type { Item } from './answers.js';
import { tell, type Feed } from './live-feed.js';
import { placesOfBrowser, type StreamPlaces } from './stream-places.js';

export interface FollowPorts {
  /** Asks for the stream, from where it stood. */
  readonly open: (headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<Response>;
  readonly places: StreamPlaces;
  readonly page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
}

const LONGEST_PAUSE_MS = 15_000;
/** For who only looks at another tab for a moment. */
const HIDDEN_MS = 3_000;
/** The gateway says every 15 seconds that it is there: two that are missed, and it is not. */
const SILENT_MS = 40_000;
/** While other pages of this browser hold all places. */
const NO_PLACE_MS = 10_000;

/** `path`: of the stream, below the API. */
export const portsOfBrowser = (path: string): FollowPorts => ({
  open: (headers, signal) => fetch(`${API}/${path}`, { headers, signal, credentials: 'same-origin', cache: 'no-store' }),
  places: placesOfBrowser(),
  page: document,
});

/** Follows everything of a kind in the reader's library, for as long as somebody looks at the page. Ends by the returned function. */
export function followLibrary<T extends Item>(feed: Feed<T>, ports: FollowPorts): () => void {
  const ending = new AbortController();
  void new Following(feed, ports, ending.signal).run();
  return () => {
    ending.abort();
  };
}

/** A fault of the page is told as one, and not taken for a line that was cut. */
const asFault = (task: () => void): void => {
  try {
    task();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
};

/** One connection after another, each from where the one before it stood. */
class Following<T extends Item> {
  #lastId = '';
  #failures = 0;
  #retryAfterMs = 0;
  #connection: AbortController | undefined;
  #wake: () => void = () => undefined;
  #hiding: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly feed: Feed<T>,
    private readonly ports: FollowPorts,
    private readonly ending: AbortSignal,
  ) {}

  async run(): Promise<void> {
    const { page, places } = this.ports;
    page.addEventListener('visibilitychange', this.#look);
    this.ending.addEventListener('abort', this.#end);
    while (!this.ending.aborted) await this.#turn();
    page.removeEventListener('visibilitychange', this.#look);
    clearTimeout(this.#hiding);
    places.close();
  }

  async #turn(): Promise<void> {
    const { places } = this.ports;
    if (!this.#isWanted()) return this.#rest();
    // A browser that refuses to say is asked again.
    if (!(await places.take().catch(() => false))) return this.#rest(NO_PLACE_MS);
    if (this.#isWanted()) await this.#connect();
    places.leave();
    // All pages of a gateway that was started anew would come back at the same moment.
    const pauseMs = Math.min(1_000 * 2 ** this.#failures, LONGEST_PAUSE_MS) * (0.5 + Math.random());
    if (this.#isWanted()) await this.#rest(Math.max(pauseMs, this.#retryAfterMs));
  }

  #isWanted(): boolean {
    return !this.ending.aborted && this.ports.page.visibilityState === 'visible';
  }

  readonly #end = (): void => {
    this.#connection?.abort();
    this.#wake();
  };

  /** Pages that nobody sees hold no connection, nor do those that were opened unseen. */
  readonly #look = (): void => {
    clearTimeout(this.#hiding);
    if (this.#isWanted()) this.#wake();
    else
      this.#hiding = setTimeout(() => {
        this.#connection?.abort();
      }, HIDDEN_MS);
  };

  /** Until the page is looked at again, or the time is over. */
  async #rest(forMs?: number): Promise<void> {
    if (this.ending.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = forMs === undefined ? undefined : setTimeout(resolve, forMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends when the line is cut, has fallen silent, or is not wanted any more. */
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
      // Cut: it is opened anew, and what was missed is told then.
    } finally {
      clearTimeout(silence);
      connection.abort();
      this.#connection = undefined;
      this.feed.onState(false);
    }
  }

  #isTaken({ ok, status, headers }: Response): boolean {
    this.#retryAfterMs = ok ? 0 : Number(headers.get('retry-after') ?? 0) * 1_000 || 0;
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
        asFault(() => {
          tell(feed, event);
        });
      this.#lastId = parser.lastId;
    }
  }
}
