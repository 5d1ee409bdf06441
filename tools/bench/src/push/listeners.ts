import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { until } from '@throughline/stack/testing';

interface ExpectedEvent {
  readonly mark: string;
  readonly heard: Map<Socket, number>;
}

export interface StreamRequest {
  readonly url: string;
  readonly path: string;
  readonly headersOf: (nth: number) => Readonly<Record<string, string>>;
  readonly count: number;
}

const LONGEST_MARK = 200;

/** Clients of an event stream that only record when an event arrives. */
export class Listeners {
  readonly #sockets: Socket[] = [];
  #openStreams = 0;
  #refused: string | undefined;
  #expected: ExpectedEvent | undefined;

  get size(): number {
    return this.#sockets.length;
  }

  /** Opens the streams. Resolves when each has received its snapshot. */
  async open({ url, path, headersOf, count }: StreamRequest): Promise<void> {
    const { hostname, port } = new URL(url);
    for (let nth = 0; nth < count; nth += 1) {
      const lines = Object.entries({ host: 'bench', ...headersOf(nth) }).map(([name, value]) => `${name}: ${value}`);
      const socket = connect(Number(port), hostname).setEncoding('latin1');
      await once(socket, 'connect');
      let [hasBegun, rest] = [false, ''];
      socket.on('data', (chunk) => {
        // The mark may arrive split over two chunks.
        const text = rest + String(chunk);
        rest = text.slice(-LONGEST_MARK);
        if (text.startsWith('HTTP/1.1') && !text.startsWith('HTTP/1.1 200')) this.#refused ??= text.slice(0, 200);
        if (!hasBegun && text.includes('event: snapshot')) {
          hasBegun = true;
          this.#openStreams += 1;
        }
        this.#hear(socket, text);
      });
      socket.on('error', () => undefined);
      socket.write([`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      this.#sockets.push(socket);
    }
    await until(() => this.#refused !== undefined || this.#openStreams === this.#sockets.length, {
      what: 'the beginning of every stream',
      timeout: 120_000,
    });
    if (this.#refused !== undefined) throw new Error(`A stream was refused: ${this.#refused}`);
  }

  /** Counts milliseconds from the time that `cause` returns. */
  async delaysOf(mark: string, cause: () => Promise<number>): Promise<readonly number[]> {
    const heard = new Map<Socket, number>();
    this.#expected = { mark, heard };
    const from = await cause();
    await until(() => heard.size === this.#sockets.length, { what: 'an event at every stream', timeout: 60_000, interval: 5 });
    // A client may receive the event before the append is confirmed: its delay is 0.
    return [...heard.values()].map((at) => Math.max(0, at - from));
  }

  close(): void {
    for (const socket of this.#sockets.splice(0)) socket.destroy();
    this.#openStreams = 0;
  }

  #hear(socket: Socket, text: string): void {
    const expected = this.#expected;
    if (expected === undefined || expected.heard.has(socket) || !text.includes(expected.mark)) return;
    expected.heard.set(socket, performance.now());
  }
}
