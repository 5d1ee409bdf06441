import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pollFlatOut, type PollTarget } from './polling.js';

const WINDOW_MS = 30;

describe('pollers', () => {
  let server: Server;
  let asked: number;
  let at: PollTarget;

  beforeEach(async () => {
    asked = 0;
    // Refuses every second read.
    server = createServer((_, response) => {
      asked += 1;
      response.writeHead(asked % 2 === 0 ? 503 : 200, { 'content-length': 0 }).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    at = { url: `http://127.0.0.1:${String(port)}`, token: 'none', paths: ['/'], isConditional: false };
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('count refused reads apart from answers', async () => {
    let refused = 0;
    const { answered } = await pollFlatOut({ ...at, onRefused: () => (refused += 1) }, 1, WINDOW_MS);
    expect(answered).toBeGreaterThan(0);
    expect(answered + refused).toBe(asked);
    expect(refused).toBe(Math.floor(asked / 2));
  });

  it('end at the first refused read if nobody counts them', async () => {
    await expect(pollFlatOut(at, 1, 10_000)).rejects.toThrow('/ was answered 503');
    expect(asked).toBe(2);
  });
});
