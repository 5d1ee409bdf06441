import { requestRange } from './client.js';
import { connection } from './connection.js';

const RANGE = { begin: 0, end: 3 };
const TIMEOUT_MS = 30_000;

/** A server that sends a byte when it is told to. */
function slowServer() {
  let send: ReadableStreamDefaultController<Uint8Array> | undefined;
  globalThis.fetch = (_, init) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        send = controller;
        init?.signal?.addEventListener('abort', () => {
          controller.error(init.signal?.reason);
        });
      },
    });
    return Promise.resolve(new Response(body, { status: 206 }));
  };
  return {
    sendByte: (byte: number): void => send?.enqueue(Uint8Array.of(byte)),
    end: (): void => send?.close(),
  };
}

describe('a part of a file', () => {
  const { fetch } = globalThis;
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    globalThis.fetch = fetch;
    connection.answered();
  });

  it('may take as long as a slow connection needs', async () => {
    const server = slowServer();
    const reading = requestRange('/files/a.pdf', RANGE, { signal: new AbortController().signal });
    for (const byte of [7, 8, 9]) {
      await jest.advanceTimersByTimeAsync(TIMEOUT_MS - 1);
      server.sendByte(byte);
      await jest.advanceTimersByTimeAsync(0);
    }
    server.end();
    expect([...(await reading)]).toEqual([7, 8, 9]);
  });

  it('is given up when nothing arrives any more', async () => {
    const server = slowServer();
    const reading = requestRange('/files/a.pdf', RANGE, { signal: new AbortController().signal });
    const failure = reading.catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(0);
    server.sendByte(7);
    await jest.advanceTimersByTimeAsync(TIMEOUT_MS);
    expect(await failure).toMatchObject({ kind: 'away' });
  });
});
