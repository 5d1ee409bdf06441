import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { watchDisconnect } from './read-deadline.js';

describe('a client that closes its connection', () => {
  let app: FastifyInstance;
  let signals: AbortSignal[];
  let sockets: Set<Socket>;
  let arrived: () => void;
  beforeEach(async () => {
    [signals, sockets, arrived] = [[], new Set(), () => undefined];
    app = fastify();
    app.get('/now', (request, reply) => {
      sockets.add(request.raw.socket);
      signals.push(watchDisconnect(reply));
      return { ok: true };
    });
    app.get('/later', async (_request, reply) => {
      const gone = watchDisconnect(reply);
      signals.push(gone);
      arrived();
      await once(gone, 'abort');
      return { ok: false };
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => app.close());

  const url = (path: string): string => `http://127.0.0.1:${String((app.server.address() as AddressInfo).port)}${path}`;

  it('fires the signal of its request', async () => {
    const waiting = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const request = get(url('/later'));
    const failed = once(request, 'error').catch(() => undefined);
    request.on('error', () => undefined);
    await waiting;
    const [gone] = signals;
    const aborted = gone && once(gone, 'abort');
    request.destroy();
    await aborted;
    expect(gone?.aborted).toBe(true);
    await failed;
  });

  it('does not count as gone after its answer, and leaves no listener on a kept-alive connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const listeners: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      const [response] = (await once(get(url('/now'), { agent }), 'response')) as [IncomingMessage];
      response.resume();
      await once(response, 'end');
      for (const socket of sockets) listeners.push(socket.listenerCount('close'));
    }
    agent.destroy();
    expect(sockets.size).toBe(1);
    expect(new Set(listeners).size).toBe(1);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false, false, false, false]);
  });
});
