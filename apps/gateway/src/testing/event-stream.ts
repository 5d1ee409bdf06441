import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { until } from '@throughline/stack/testing';

export interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
  /** Event id, from which a client can resume the stream. */
  readonly id: string | undefined;
}

/** Reads server-sent events as their specification defines them. */
export class EventStreamReader {
  readonly heard: StreamEvent[] = [];
  /** The last `id:` seen, also in blocks without an event. */
  lastId: string | undefined;
  comments = 0;
  isOver = false;

  private constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8');
  }

  /** Opens a separate connection: a kept-alive connection would delay the server's shutdown. */
  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventStreamReader> {
    const asked = get(url, { headers: { ...headers }, agent: false });
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const reader = new EventStreamReader(response);
    if (response.statusCode === 200) reader.#listen();
    return reader;
  }

  async body(): Promise<string> {
    let text = '';
    for await (const chunk of this.response) text += String(chunk);
    return text;
  }

  close(): void {
    this.response.destroy();
  }

  hang(): void {
    this.response.pause();
  }

  goOn(): void {
    this.response.resume();
  }

  of(event: string): readonly StreamEvent[] {
    return this.heard.filter((one) => one.event === event);
  }

  async first(what: string, fits: (one: StreamEvent) => boolean): Promise<StreamEvent> {
    await until(() => this.heard.some(fits), { what });
    const found = this.heard.find(fits);
    if (found === undefined) throw new Error(`${what} was heard and is gone`);
    return found;
  }

  #listen(): void {
    let text = '';
    this.response
      .on('data', (chunk: string) => {
        text += chunk;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
      })
      // Either side may cut the connection.
      .on('error', () => undefined)
      .on('close', () => {
        this.isOver = true;
      });
  }

  #take(block: string): void {
    const fields = new Map(
      block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    );
    if (fields.has('')) this.comments += 1;
    this.lastId = fields.get('id') ?? this.lastId;
    const data = fields.get('data');
    if (data !== undefined)
      this.heard.push({ event: fields.get('event') ?? 'message', data: JSON.parse(data) as unknown, id: fields.get('id') });
  }
}
