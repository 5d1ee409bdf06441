import { compareRevision, parseRevision } from '@throughline/event-store';
import { until } from '@throughline/stack/testing';
import { EventStreamReader, type Heard } from './event-stream.js';

interface Item {
  readonly id: string;
  readonly revision: string;
  readonly status: string;
}

/** A client of a library's stream as it should be: it holds what it was told, and comes back to where it was. */
export class LibraryFollower {
  readonly held = new Map<string, Item>();
  readonly resets: string[] = [];
  /** What was told of an item after something newer had been told of it. */
  readonly backwards: Item[] = [];
  #reader: EventStreamReader | undefined;
  #taken = 0;
  #lastId: string | undefined;

  /** `path`: of the stream, below the API. */
  constructor(private readonly path = 'me/stream') {}

  /** Begins, or goes on where it was. */
  async connect(url: string, token: string): Promise<void> {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(this.#lastId === undefined ? {} : { 'last-event-id': this.#lastId }),
    };
    this.#reader = await until(async () => {
      const reader = await EventStreamReader.open(`${url}/api/v1/${this.path}`, headers);
      return reader.response.statusCode === 200 ? reader : undefined;
    });
    this.#taken = 0;
  }

  cut(): void {
    this.take();
    this.#reader?.close();
  }

  /** Takes in what was heard since. */
  take(): void {
    const reader = this.#reader;
    if (reader === undefined) return;
    for (const one of reader.heard.slice(this.#taken)) this.#hear(one);
    this.#taken = reader.heard.length;
    this.#lastId = reader.lastId ?? this.#lastId;
  }

  /** It has been told where it stands, and goes on from there. */
  get hasPlace(): boolean {
    return this.#lastId !== undefined;
  }

  get isCut(): boolean {
    return this.#reader?.isOver ?? true;
  }

  #hear({ event, data }: Heard): void {
    if (event === 'reset') {
      this.resets.push((data as { reason: string }).reason);
      this.held.clear();
    }
    if (event === 'snapshot') for (const item of (data as { items: Item[] }).items) this.#put(item);
    if (event === 'change') this.#put(data as Item);
  }

  #put(item: Item): void {
    const held = this.held.get(item.id);
    if (held !== undefined && compareRevision(parseRevision(item.revision), parseRevision(held.revision)) < 0)
      this.backwards.push(item);
    this.held.set(item.id, item);
  }
}
