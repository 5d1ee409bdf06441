import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { until } from '@throughline/stack/testing';

interface Expected {
  readonly mark: string;
  /** When each of them heard of it. */
  readonly heard: Map<Socket, number>;
}

export interface Opening {
  readonly url: string;
  readonly path: string;
  /** Who comes, of each stream. */
  readonly headersOf: (nth: number) => Readonly<Record<string, string>>;
  readonly count: number;
}

const LONGEST_MARK = 200;

/** Clients of an event stream that do nothing but note when something arrives. */
export class Listeners {
  readonly #sockets: Socket[] = [];
  #begun = 0;
  #refused: string | undefined;
  #expected: Expected | undefined;

  get size(): number {
    return this.#sockets.length;
  }

  /** Resolves when each of them has been told what there is. */
  async open({ url, path, headersOf, count }: Opening): Promise<void> {
    const { hostname, port } = new URL(url);
    for (let nth = 0; nth < count; nth += 1) {
      const lines = Object.entries({ host: 'bench', ...headersOf(nth) }).map(([name, value]) => `${name}: ${value}`);
      const socket = connect(Number(port), hostname).setEncoding('latin1');
      await once(socket, 'connect');
      let [hasBegun, rest] = [false, ''];
      socket.on('data', (chunk) => {
        // What is looked for may come in two pieces.
        const text = rest + String(chunk);
        rest = text.slice(-LONGEST_MARK);
        if (text.startsWith('HTTP/1.1') && !text.startsWith('HTTP/1.1 200')) this.#refused ??= text.slice(0, 200);
        if (!hasBegun && text.includes('event: snapshot')) {
          hasBegun = true;
          this.#begun += 1;
        }
        this.#hear(socket, text);
      });
      socket.on('error', () => undefined);
      socket.write([`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      this.#sockets.push(socket);
    }
    await until(() => this.#refused !== undefined || this.#begun === this.#sockets.length, {
      what: 'the beginning of every stream',
      timeout: 120_000,
    });
    if (this.#refused !== undefined) throw new Error(`A stream was refused: ${this.#refused}`);
  }

  /** Milliseconds until each has heard of the mark, from the time that its cause names. */
  async delaysOf(mark: string, cause: () => Promise<number>): Promise<readonly number[]> {
    const heard = new Map<Socket, number>();
    this.#expected = { mark, heard };
    const from = await cause();
    await until(() => heard.size === this.#sockets.length, { what: 'an event at every stream', timeout: 60_000, interval: 5 });
    // Who was quicker than the confirmation of the append has waited for nothing.
    return [...heard.values()].map((at) => Math.max(0, at - from));
  }

  close(): void {
    for (const socket of this.#sockets.splice(0)) socket.destroy();
    this.#begun = 0;
  }

  #hear(socket: Socket, text: string): void {
    const expected = this.#expected;
    if (expected === undefined || expected.heard.has(socket) || !text.includes(expected.mark)) return;
    expected.heard.set(socket, performance.now());
  }
}
