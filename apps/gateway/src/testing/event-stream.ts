import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { until } from '@throughline/stack/testing';

export interface Heard {
  readonly event: string;
  readonly data: unknown;
  /** Where the stream stood after it. */
  readonly id: string | undefined;
}

/** What an answer of server-sent events says, read as their specification has it. */
export class EventStreamReader {
  readonly heard: Heard[] = [];
  /** The last `id:` of all, of comments too. */
  lastId: string | undefined;
  comments = 0;
  isOver = false;

  private constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8');
  }

  /** By a connection of its own: clients that keep some for later hold up a server that wants to end. */
  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventStreamReader> {
    const asked = get(url, { headers: { ...headers }, agent: false });
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const reader = new EventStreamReader(response);
    if (response.statusCode === 200) reader.#listen();
    return reader;
  }

  /** Of an answer that is no stream. */
  async body(): Promise<string> {
    let text = '';
    for await (const chunk of this.response) text += String(chunk);
    return text;
  }

  close(): void {
    this.response.destroy();
  }

  /** Reads no more, as a client that hangs. */
  hang(): void {
    this.response.pause();
  }

  goOn(): void {
    this.response.resume();
  }

  of(event: string): readonly Heard[] {
    return this.heard.filter((one) => one.event === event);
  }

  /** The first event that fits, waited for. */
  async first(what: string, fits: (one: Heard) => boolean): Promise<Heard> {
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
      // Cut, by either side.
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
