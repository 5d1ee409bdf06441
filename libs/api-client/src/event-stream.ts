export interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

interface PendingEvent {
  readonly name: string;
  readonly data: readonly string[];
  readonly id?: string;
}

const EMPTY: PendingEvent = { name: 'message', data: [] };

/** Removes one space after the colon, as the HTML standard requires. */
function parseField(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
}

/**
 * Parses server-sent events from chunks of any size (HTML standard, § 9.2.6). The browser's EventSource hides comments, which
 * are the heartbeats, so it cannot detect a dead connection.
 */
export class EventStreamParser {
  /** Id of the last whole event, for resuming the stream. A heartbeat has one too. */
  lastId: string;
  #rest = '';
  #block = EMPTY;

  constructor(lastId = '') {
    this.lastId = lastId;
  }

  /** Returns the events that this chunk completes. */
  take(text: string): readonly StreamEvent[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.#line(line.replace(/\r$/, '')));
  }

  #line(line: string): readonly StreamEvent[] {
    if (line === '') return this.#end();
    const [name, value] = parseField(line);
    if (name === 'event') this.#block = { ...this.#block, name: value };
    else if (name === 'data') this.#block = { ...this.#block, data: [...this.#block.data, value] };
    else if (name === 'id' && !value.includes('\0')) this.#block = { ...this.#block, id: value };
    return [];
  }

  /** An id without data does not dispatch an event. */
  #end(): readonly StreamEvent[] {
    const { name, data, id = this.lastId } = this.#block;
    this.#block = EMPTY;
    this.lastId = id;
    return data.length === 0 ? [] : [{ name, data: data.join('\n') }];
  }
}
