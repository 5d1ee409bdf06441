import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { PassThrough } from 'node:stream';
import { Terminal } from '../output/terminal.js';
import { runCli } from '../run-cli.js';
import { PATIENCE_MS } from '../commands/context.js';
import { FIRST_ANSWER_MS } from './http-client.js';
import { RetryLimit } from './retry-limit.js';

const EMPTY = JSON.stringify({ items: [], next_cursor: null });
const LONG_MS = 20_000;

describe('a command whose server does not respond', () => {
  let server: Server;
  let behave: RequestListener;
  let lines: string[];
  let arrived: () => void;
  beforeAll(async () => {
    server = createServer((request, response) => {
      lines.push(`${request.method ?? ''} ${request.url ?? ''}`);
      behave(request, response);
      arrived();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    lines = [];
    arrived = () => undefined;
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(() => {
    jest.useRealTimers();
    server.closeAllConnections();
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const nextRequest = (): Promise<void> =>
    new Promise((resolve) => {
      arrived = resolve;
    });

  function tl(...args: readonly string[]): { ended: Promise<number>; err: () => string } {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const ofStream = (stream: PassThrough) => ({ stream, isTTY: false, columns: 80 });
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const context = { terminal: new Terminal(ofStream(out), ofStream(err)), env: { url, token: 't' }, cwd: tmpdir() };
    return { ended: runCli(args, context), err: () => String(err.read() ?? '') };
  }

  it('exits within five seconds and reports that the server is stopped', async () => {
    expect(FIRST_ANSWER_MS).toBe(5_000);
    behave = () => undefined;
    const asked = nextRequest();
    const { ended, err } = tl('ls');
    let isOver = false;
    void ended.then(() => (isOver = true));
    await asked;
    const probed = nextRequest();
    await jest.advanceTimersByTimeAsync(FIRST_ANSWER_MS - 1);
    await probed;
    expect(lines.slice(1)).toEqual(['GET /health/live']);
    expect(isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(await ended).toBe(4);
    expect(err()).toContain('Throughline does not answer at http://127.0.0.1:');
  });

  it.each(['get 0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11 x.srt', 'watch 0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11', 'token list'])(
    'exits with every kind of first request: tl %s',
    async (line) => {
      behave = () => undefined;
      const asked = nextRequest();
      const { ended } = tl(...line.split(' '));
      await asked;
      await jest.advanceTimersByTimeAsync(FIRST_ANSWER_MS);
      expect(await ended).toBe(4);
    },
  );

  it('retries a refused connection for five seconds, and for a minute once the server has answered', async () => {
    const tries = async (limitMs: number): Promise<number> => {
      const patience = new RetryLimit(
        () => limitMs,
        () => undefined,
      );
      const since = performance.now();
      for (;;) {
        let goesOn: boolean | undefined;
        void patience.waitForRetry('refused').then((again) => (goesOn = again));
        await Promise.resolve();
        while (goesOn === undefined) await jest.advanceTimersByTimeAsync(50);
        if (!goesOn) return performance.now() - since;
      }
    };
    expect(await tries(FIRST_ANSWER_MS)).toBeLessThanOrEqual(5_000);
    expect(await tries(FIRST_ANSWER_MS)).toBeGreaterThan(1_000);
    expect(await tries(PATIENCE_MS)).toBeGreaterThan(50_000);
  });

  it('continues if the health check answers and only the request takes long', async () => {
    behave = (request, response) => {
      if (request.url === '/health/live') response.end('{}');
      else setTimeout(() => response.setHeader('content-type', 'application/json').end(EMPTY), LONG_MS);
    };
    const asked = nextRequest();
    const { ended } = tl('ls', '--json');
    await asked;
    const probed = nextRequest();
    await jest.advanceTimersByTimeAsync(FIRST_ANSWER_MS / 2);
    await probed;
    // The answer to the probe arrives through a real socket, which fake timers do not control.
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(await ended).toBe(0);
  });
});
