import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { freshDatabase, until } from '@throughline/stack/testing';
import type { Pool } from 'pg';
import { openControl, type ControlDatabase } from '../../testing/control-database.js';
import { createReadPool } from './bounded-pool.js';

/** A connection that can go silent without being closed, as behind a firewall that forgets it. */
class Line {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #isSilent = false;

  constructor(target: { readonly host: string; readonly port: number }) {
    this.#server = createServer((client) => {
      if (this.#isSilent) {
        this.#sockets.add(client.on('error', () => undefined));
        return;
      }
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

  /** Stops all traffic on present connections, without closing them. Later connections work. */
  silence(): void {
    for (const one of this.#sockets) one.removeAllListeners('data').pause();
  }

  /** Accepts later connections and never answers them. */
  silenceNew(): void {
    this.#isSilent = true;
  }

  speak(): void {
    this.#isSilent = false;
  }

  async close(): Promise<void> {
    for (const one of this.#sockets) one.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe('the pools of PostgreSQL connections', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let line: Line;
  let pool: Pool;
  let opened: ControlDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    const { hostname, port } = new URL(database.url);
    line = new Line({ host: hostname, port: Number(port) });
    const through = new URL(database.url);
    through.port = String(await line.open());
    through.hostname = '127.0.0.1';
    const limits = { statementMs: 1_000 };
    pool = createReadPool(through.href, { warn: () => undefined }, limits);
    opened = await openControl(through.href, limits.statementMs);
  });
  afterAll(async () => {
    await line.close();
    await pool.end();
    await opened.close();
    await database.drop();
  });

  const readers: Readonly<Record<string, () => Promise<unknown>>> = {
    projection: async () => (await pool.query<{ one: number }>('select 1 as one')).rows[0]?.one,
    control: async () => (await opened.control.query<[{ one: number }]>('select 1 as one'))[0].one,
  };
  const isRead = (read: () => Promise<unknown>): Promise<unknown> =>
    until(async () => (await read().catch(() => 'away')) === 1, { what: 'an answer' });
  const away: unknown = expect.objectContaining({ kind: 'unavailable' });

  it.each(Object.entries(readers))(
    'of the %s close a connection that has gone silent, and read by another one',
    async (_, read) => {
      await isRead(read);
      line.silence();
      await expect(read()).rejects.toEqual(away);
      await isRead(read);
    },
  );

  it.each(Object.entries(readers))('of the %s report that the database is away if no connection can be made', async (_, read) => {
    line.silence();
    line.silenceNew();
    await expect(read()).rejects.toEqual(away);
    await expect(read()).rejects.toEqual(away);
    line.speak();
    await isRead(read);
  });
});
