import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { until } from '@throughline/stack/testing';

interface Expected {
  readonly mark: string;
  readonly from: number;
  readonly took: number[];
  readonly heard: Set<Socket>;
}

/** Clients of an event stream that do nothing but note when something arrives. */
export class Listeners {
  readonly #sockets: Socket[] = [];
  #begun = 0;
  #expected: Expected | undefined;

  get size(): number {
    return this.#sockets.length;
  }

  /** Resolves when each of them has been told what there is. */
  async open(url: string, path: string, token: string, count: number): Promise<void> {
    const { hostname, port } = new URL(url);
    const head = `GET ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${token}\r\n\r\n`;
    for (let nth = 0; nth < count; nth += 1) {
      const socket = connect(Number(port), hostname).setEncoding('latin1');
      await once(socket, 'connect');
      let hasBegun = false;
      socket.on('data', (chunk) => {
        const text = String(chunk);
        if (!hasBegun && text.includes('event: snapshot')) {
          hasBegun = true;
          this.#begun += 1;
        }
        this.#hear(socket, text);
      });
      socket.on('error', () => undefined);
      socket.write(head);
      this.#sockets.push(socket);
    }
    await until(() => this.#begun === this.#sockets.length, { what: 'the beginning of every stream', timeout: 120_000 });
  }

  /** Milliseconds from now, or from the time that is named later, until each has heard of the mark. */
  async delaysOf(mark: string, cause: () => Promise<number>): Promise<readonly number[]> {
    const took: number[] = [];
    const heard = new Set<Socket>();
    const arrivals = took;
    this.#expected = { mark, from: 0, took: arrivals, heard };
    const from = await cause();
    await until(() => heard.size === this.#sockets.length, { what: 'an event at every stream', timeout: 60_000, interval: 5 });
    // Who was quicker than the confirmation of the append has waited for nothing.
    return arrivals.map((at) => Math.max(0, at - from));
  }

  close(): void {
    for (const socket of this.#sockets.splice(0)) socket.destroy();
    this.#begun = 0;
  }

  #hear(socket: Socket, text: string): void {
    const expected = this.#expected;
    if (expected === undefined || expected.heard.has(socket) || !text.includes(expected.mark)) return;
    expected.heard.add(socket);
    expected.took.push(performance.now());
  }
}
