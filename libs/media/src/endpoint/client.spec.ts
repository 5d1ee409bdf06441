import { once } from 'node:events';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { FakeServer, type Fault } from '@throughline/strict-fakes';
import { EndpointClient } from './client.js';
import type { EngineEndpoint } from './endpoint.js';
import { formBody, jsonBody } from './multipart.js';

const key = 'sk-secret-0123456789';

describe('EndpointClient', () => {
  let server: FakeServer;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'endpoint-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    server = await FakeServer.start(({ body }) => ({ status: 200, body: JSON.stringify({ bytes: body.length }) }));
  });
  afterEach(async () => {
    await server.close();
  });

  const client = (more: Partial<EngineEndpoint> = {}): EndpointClient =>
    new EndpointClient({ name: 'mine', baseUrl: `${server.url}/v1/`, key, timeoutMs: 60_000, ...more });
  const failing = async (fault: Fault, more: Partial<EngineEndpoint> = {}): Promise<unknown> => {
    server.faults.add({ fault, times: 9 });
    return await client(more)
      .post('/x', jsonBody({ a: 1 }))
      .catch((error: unknown) => error);
  };
  const answer = (status: number, body = '', headers: Record<string, string> = {}): Fault => ({
    kind: 'answer',
    status,
    body,
    headers,
  });

  it('sends requests below the base URL, with the key', async () => {
    expect(await client().post('/a/b?c=d', jsonBody({ a: 1 }))).toEqual({ bytes: 7 });
    expect(server.log).toMatchObject([
      { method: 'POST', target: '/v1/a/b?c=d', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } },
    ]);
    await client({ key: undefined }).get('/a');
    expect(server.log.at(-1)?.headers).not.toHaveProperty('authorization');
  });

  it('sends a file unchanged, with its length', async () => {
    const path = join(folder, 'a.bin');
    await writeFile(path, Buffer.alloc(300_000, 7));
    const body = await formBody([['model', 'm "1"']], { field: 'file', name: 'a.bin', type: 'audio/mpeg', path });
    expect(await client().post('/x', body)).toEqual({ bytes: body.length });
    expect(server.log[0]?.headers['content-length']).toBe(String(body.length));
  });

  it.each([
    [
      'too many requests',
      answer(429, '{"error":{"message":"slow down"}}', { 'retry-after': '60' }),
      'waiting engine-busy',
      /429: slow down/,
    ],
    ['an empty account', answer(429, '{"error":{"code":"insufficient_quota"}}'), 'waiting engine-busy', /429$/],
    ['a gateway without a server', answer(502, '<html>nginx</html>'), 'waiting engine-away', /502$/],
    ['a server that is overloaded', answer(503, '', { 'retry-after': '5' }), 'waiting engine-away', /503$/],
    ['a server that fails', answer(500, '<html>'), 'retryable engine-failed', /500$/],
    ['a request that passed its time', answer(408), 'retryable engine-failed', /408$/],
    [
      'a refused key',
      answer(401, `{"error":{"message":"Incorrect API key provided: ${key}"}}`),
      'permanent engine-refused',
      /key_file/,
    ],
    ['a forbidden one', answer(403, key), 'permanent engine-refused', /key_file/],
    [
      'an unknown model',
      answer(404, `{"error":{"message":"no model for ${key}"}}`),
      'permanent engine-refused',
      /no model for \[key\]/,
    ],
    ['a refused request', answer(422, '{"detail":"language?"}'), 'permanent engine-refused', /422: language\?/],
    [
      'words with characters that cannot be stored',
      answer(400, JSON.stringify({ error: { message: 'a\0b \ud800c \u202ed' } })),
      'permanent engine-refused',
      /400: a\ufffdb \ufffdc \ufffdd$/,
    ],
    [
      'very long words',
      answer(400, JSON.stringify({ error: { message: `${'x'.repeat(499)}${'\u{1f600}'.repeat(300_000)}` } })),
      'permanent engine-refused',
      /400: x{499}\ufffd$/,
    ],
    ['a redirect', answer(302, '', { location: 'http://127.0.0.1:1/' }), 'permanent engine-refused', /redirect/],
    [
      'a page instead of JSON',
      answer(200, '<html>said aloud</html>', { 'content-type': 'text/html; charset=x' }),
      'retryable engine-unreadable',
      /text\/html/,
    ],
    ['half an answer', { kind: 'cut-answer', afterBytes: 4 }, 'retryable engine-unreadable', /no JSON/],
    ['a line that breaks before the answer', { kind: 'drop-answer' }, 'retryable engine-failed', /broke/],
    ['a line that breaks in the answer', { kind: 'drop-answer', afterBytes: 3 }, 'retryable engine-failed', /broke/],
    ['a line that breaks in the request', { kind: 'drop-request', afterBytes: 1 }, 'retryable engine-failed', /broke/],
  ] as [string, Fault, string, RegExp][])(
    'maps %s to an error that never contains the key',
    async (_what, fault, verdict, words) => {
      const error = await failing(fault);
      const [kind, code] = verdict.split(' ');
      expect(error).toMatchObject({ kind, code });
      expect((error as Error).message).toMatch(words);
      expect(inspect(error, { depth: 9 })).not.toContain(key);
      expect(inspect(error, { depth: 9 })).not.toContain('said aloud');
    },
  );

  /** Refuses each request at its first bytes, and never reads the rest. */
  const hastyServer = async (answer: string): Promise<Server> => {
    const hasty = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.pause();
        socket.end(answer, () => {
          socket.destroy();
        });
      });
    });
    hasty.listen(0, '127.0.0.1');
    await once(hasty, 'listening');
    return hasty;
  };

  it.each([
    ['whole', 1_200_000],
    ['in part', 2_000_000],
  ])('has the words of a refusal that arrives %s while the request is still being sent', async (_how, length) => {
    const words = 'no such language '.padEnd(1_200_000, '.');
    const hasty = await hastyServer(`HTTP/1.1 400 Bad Request\r\ncontent-length: ${String(length)}\r\n\r\n${words}`);
    const { port } = hasty.address() as AddressInfo;
    const big = {
      type: 'audio/mpeg',
      length: 30_000_000,
      bytes: () => Array.from({ length: 30 }, () => Buffer.alloc(1_000_000)),
    };
    const error: unknown = await client({ baseUrl: `http://127.0.0.1:${String(port)}/v1` })
      .post('/x', big)
      .catch((reason: unknown) => reason);
    hasty.close();
    expect(error).toMatchObject({ kind: 'permanent', code: 'engine-refused' });
    expect((error as Error).message).toMatch(/^The engine mine answered 400: no such language \.{100,}$/);
    expect((error as Error).message.length).toBeLessThan(600);
  });

  it('throws a separate error for a request that is too large', async () => {
    expect(await failing(answer(413))).toMatchObject({ name: 'TooLargeError' });
  });

  it('times out without an answer, and with an answer that arrives drop by drop', async () => {
    expect(await failing({ kind: 'hang' }, { timeoutMs: 50 })).toMatchObject({ kind: 'retryable', code: 'engine-timeout' });
    server.faults.clear();
    expect(await failing({ kind: 'slow-answer', bytes: 1, everyMs: 40 }, { timeoutMs: 100 })).toMatchObject({
      code: 'engine-timeout',
    });
  });

  it('waits for an unreachable engine', async () => {
    const gone = client();
    await server.close();
    await expect(gone.get('/x')).rejects.toMatchObject({ kind: 'waiting', code: 'engine-away' });
    server = await FakeServer.start(() => ({ status: 200 }));
  });

  it('ends at once when aborted, during a request and between two', async () => {
    server.faults.add({ fault: { kind: 'hang' } });
    const controller = new AbortController();
    const hanging = client().get('/x', { signal: controller.signal });
    while (server.log.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort('enough');
    await expect(hanging).rejects.toMatchObject({ name: 'AbortError' });
    server.faults.add({ fault: answer(429, '{}', { 'retry-after': '4' }), times: 9 });
    const second = new AbortController();
    const resting = client().get('/x', { signal: second.signal });
    while (server.log.length < 2 || server.log[1]?.status === undefined) await new Promise((resolve) => setImmediate(resolve));
    second.abort('enough');
    await expect(resting).rejects.toMatchObject({ name: 'AbortError' });
    await expect(client().get('/x', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('retries a few short waits within the attempt', async () => {
    server.faults.add({ fault: answer(429, '', { 'retry-after-ms': '1' }), times: 3 });
    expect(await client().post('/x', jsonBody({}))).toEqual({ bytes: 2 });
    server.faults.add({ fault: answer(429, '', { 'retry-after-ms': '1' }), times: 9 });
    await expect(client().get('/x')).rejects.toMatchObject({ kind: 'waiting', code: 'engine-busy' });
    expect(server.log).toHaveLength(8);
  });
});
