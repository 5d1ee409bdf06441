import { compareRevision, parseRevision } from '@throughline/event-store';
import { until } from '@throughline/stack/testing';
import { EventStreamReader, type StreamEvent } from './event-stream.js';

interface Item {
  readonly id: string;
  readonly revision: string;
  readonly status: string;
}

/** A correct client of a library's stream: it keeps the received items, and resumes after a disconnect. */
export class LibraryFollower {
  readonly held = new Map<string, Item>();
  readonly resets: string[] = [];
  /** Items received with an older revision than before. */
  readonly backwards: Item[] = [];
  #reader: EventStreamReader | undefined;
  #taken = 0;
  #lastId: string | undefined;

  /** `path` of the stream, below the API. */
  constructor(private readonly path = 'me/stream') {}

  /** Connects, or resumes from the last event. */
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

  take(): void {
    const reader = this.#reader;
    if (reader === undefined) return;
    for (const one of reader.heard.slice(this.#taken)) this.#hear(one);
    this.#taken = reader.heard.length;
    this.#lastId = reader.lastId ?? this.#lastId;
  }

  /** Returns true once the client can resume the stream. */
  get hasPlace(): boolean {
    return this.#lastId !== undefined;
  }

  get isCut(): boolean {
    return this.#reader?.isOver ?? true;
  }

  #hear({ event, data }: StreamEvent): void {
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
