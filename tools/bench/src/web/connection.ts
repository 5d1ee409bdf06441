import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';

interface PendingRequest {
  readonly resolve: (status: number) => void;
  readonly reject: (error: Error) => void;
}

/** A minimal HTTP client: one kept connection with one request at a time. It leaves the CPU to the servers. */
export class Connection {
  #text = '';
  #waiting: PendingRequest | undefined;
  etag = '';
  bytes = 0;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1').setNoDelay(true);
    socket.on('data', (chunk: string) => {
      this.#text += chunk;
      this.#take();
    });
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('The connection was closed')));
  }

  static async open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new Connection(socket);
  }

  get(path: string, headers: Readonly<Record<string, string>>): Promise<number> {
    const lines = Object.entries({ host: 'bench', ...headers }).map(([name, value]) => `${name}: ${value}`);
    return new Promise((resolve, reject) => {
      // The server closes idle connections. The `close` event has passed then, so nothing else would end this request.
      if (this.socket.destroyed) {
        reject(new Error('The connection was closed'));
        return;
      }
      this.#waiting = { resolve, reject };
      this.socket.write([`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.socket.destroy();
  }

  #take(): void {
    const end = this.#text.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.#text.slice(0, end);
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
    const whole = end + HEAD_END.length + length;
    if (this.#text.length < whole) return;
    this.#text = this.#text.slice(whole);
    this.etag = /^etag: (.+)$/im.exec(head)?.[1] ?? '';
    this.bytes = length;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(Number(head.slice(9, 12)));
  }
}
