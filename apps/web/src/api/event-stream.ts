/** An event of a stream of server-sent events. */
export interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

interface Block {
  readonly name: string;
  readonly data: readonly string[];
}

const EMPTY: Block = { name: 'message', data: [] };

/** "If the field value does not contain U+0000 NULL …" and a single space after the colon is left out. */
function fieldOf(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
}

/**
 * Reads server-sent events as they come, cut anywhere (HTML standard, § 9.2.6). The browser's own reader says nothing of comments,
 * and those are the heartbeats: a line that is dead looks to it like one with nothing to tell.
 */
export class EventStreamParser {
  /** Where the stream stands: what to ask on from. */
  lastId: string;
  #rest = '';
  #block = EMPTY;

  constructor(lastId = '') {
    this.lastId = lastId;
  }

  /** The events that have become whole. */
  take(text: string): readonly StreamEvent[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.#line(line.replace(/\r$/, '')));
  }

  #line(line: string): readonly StreamEvent[] {
    if (line === '') return this.#end();
    const [name, value] = fieldOf(line);
    if (name === 'event') this.#block = { ...this.#block, name: value };
    else if (name === 'data') this.#block = { ...this.#block, data: [...this.#block.data, value] };
    else if (name === 'id' && !value.includes('\0')) this.lastId = value;
    return [];
  }

  /** An id without data makes no event. */
  #end(): readonly StreamEvent[] {
    const { name, data } = this.#block;
    this.#block = EMPTY;
    return data.length === 0 ? [] : [{ name, data: data.join('\n') }];
  }
}
