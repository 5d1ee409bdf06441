import type { RequestListener } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@throughline/stack/testing';
import { AllowList } from '../address/allow-list.js';
import { startHost, type LocalHost } from '#testing/local-host.js';
import { GuardedClient } from './guarded-client.js';

const allowed = AllowList.parse('127.0.0.1') as AllowList;
const MIB = 1024 ** 2;

describe('GuardedClient, sending a body', () => {
  let client: GuardedClient;
  let host: LocalHost;
  const start = async (answer: RequestListener, headersMs = 60_000): Promise<string> => {
    host = await startHost(answer);
    client = new GuardedClient({ allowed, connectMs: 60_000, headersMs, idleMs: 60_000 });
    return `http://127.0.0.1:${String(host.port)}/`;
  };
  afterEach(async () => {
    await client.close();
    await host.close();
  });

  it('sends every byte, and declares the length before', async () => {
    const url = await start((request, response) => {
      void buffer(request).then((body) =>
        response.end(`${request.method ?? ''} ${request.headers['content-length'] ?? ''} ${String(body.length)}`),
      );
    });
    const chunks = [Buffer.alloc(MIB, 1), Buffer.alloc(3, 2), Buffer.alloc(0)];
    for (const [body, text] of [
      [{ length: MIB + 3, bytes: () => chunks }, `PUT ${String(MIB + 3)} ${String(MIB + 3)}`],
      [new Uint8Array(0), 'PUT 0 0'],
    ] as const) {
      const answer = await client.fetch(url, { method: 'PUT', body });
      expect((await buffer(answer.body)).toString()).toBe(text);
    }
  });

  it('follows no redirect, and returns a 308 without a target as the answer', async () => {
    const url = await start((request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(308, { range: 'bytes=0-3' }).end());
    });
    const answer = await client.fetch(url, { method: 'PUT', body: Buffer.from('four') });
    expect([answer.status, answer.header('range')]).toEqual([308, 'bytes=0-3']);
    answer.discard();
  });

  it("may take longer than the answer's timeout while the server reads on", async () => {
    const url = await start((request, response) => {
      void (async () => {
        let bytes = 0;
        for await (const chunk of request as AsyncIterable<Buffer>) {
          bytes += chunk.length;
          await delay(5);
        }
        response.end(String(bytes));
      })();
    }, 1_500);
    const began = performance.now();
    const answer = await client.fetch(url, { method: 'PUT', body: Buffer.alloc(32 * MIB) });
    expect((await buffer(answer.body)).toString()).toBe(String(32 * MIB));
    expect(performance.now() - began).toBeGreaterThan(1_500);
  });

  it('times out if the server stops reading', async () => {
    const url = await start((request) => request.pause(), 200);
    await expect(client.fetch(url, { method: 'PUT', body: Buffer.alloc(64 * MIB) })).rejects.toMatchObject({ code: 'no-answer' });
  });

  it('ends if the body cannot be read, and when the caller aborts', async () => {
    const url = await start((request) => request.resume());
    const broken = {
      length: 9,
      bytes: function* (): Generator<Uint8Array> {
        yield Buffer.from('four');
        throw Object.assign(new Error('unreadable'), { kind: 'retryable', code: 'content-unreadable' });
      },
    };
    await expect(client.fetch(url, { method: 'PUT', body: broken })).rejects.toMatchObject({ code: 'content-unreadable' });
    const stop = new AbortController();
    const sending = client.fetch(url, { method: 'PUT', body: Buffer.alloc(8 * MIB), signal: stop.signal });
    const ended = sending.catch((error: unknown) => error);
    await until(() => host.connections() > 1, { what: 'the request' });
    stop.abort(new Error('told to stop'));
    expect(await ended).toMatchObject({ message: 'told to stop' });
  });
});
