import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { freshDatabase } from '@throughline/stack/testing';
import type { Pool } from 'pg';
import { readPool } from './read-pool.js';

/** A line that can go silent without being cut, as where a firewall forgets a connection. */
class Line {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  constructor(target: { readonly host: string; readonly port: number }) {
    this.#server = createServer((client) => {
      const server = connect(target.port, target.host);
      for (const [from, to] of [
        [client, server],
        [server, client],
      ] as const) {
        this.#sockets.add(from);
        from.on('error', () => undefined);
        from.on('close', () => to.destroy());
        from.on('data', (bytes) => to.write(bytes));
      }
    });
  }

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  /** Nothing passes any more on what is connected now, and nobody is told; what connects later is whole. */
  silence(): void {
    for (const one of this.#sockets) one.removeAllListeners('data').pause();
  }

  async close(): Promise<void> {
    for (const one of this.#sockets) one.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe('the connections for reads', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let line: Line;
  let pool: Pool;
  beforeAll(async () => {
    database = await freshDatabase();
    const { hostname, port } = new URL(database.url);
    line = new Line({ host: hostname, port: Number(port) });
    const through = new URL(database.url);
    through.port = String(await line.open());
    through.hostname = '127.0.0.1';
    pool = readPool(through.href, { warn: () => undefined }, 500);
  });
  afterAll(async () => {
    await line.close();
    await pool.end();
    await database.drop();
  });

  it('give up a line that has gone silent, and read by another one', async () => {
    const read = async (): Promise<unknown> => (await pool.query<{ one: number }>('select 1 as one')).rows[0]?.one;
    expect(await read()).toBe(1);
    line.silence();
    await expect(read()).rejects.toThrow(/timeout/i);
    expect(await read()).toBe(1);
  });
});
