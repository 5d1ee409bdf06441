import { EventEmitter } from 'node:events';
import type { FastifyReply } from 'fastify';
import { NEVER } from 'rxjs';
import type { Broadcast } from './broadcast.js';
import { Streams, type StreamAccess } from './streams.js';

/** The connection of a client that notes what it receives. */
class Client extends EventEmitter {
  destroyed = false;
  writableEnded = false;
  received = '';

  write(text: string | Uint8Array): boolean {
    this.received += String(text);
    return true;
  }

  end(): void {
    this.writableEnded = true;
    this.emit('close');
  }
}

const replyTo = (raw: Client): FastifyReply =>
  ({ raw, request: { method: 'GET' }, getHeaders: () => ({}), hijack: () => undefined }) as unknown as FastifyReply;

const TICK_MS = 1_000;

describe('the open streams of a gateway', () => {
  const broadcast = {
    open: () => Promise.resolve(),
    close: () => undefined,
    tellMoved: () => undefined,
  } as unknown as Broadcast;
  const problems: unknown[] = [];
  const streams = new Streams({
    broadcasts: { recordings: broadcast, documents: broadcast },
    progress: { moved: NEVER },
    limits: { perUser: 2, heartbeatMs: 15_000 },
    onProblem: (error) => problems.push(error),
  });
  beforeEach(() => {
    jest.useFakeTimers();
    problems.length = 0;
  });
  afterEach(() => {
    streams.onModuleDestroy();
    jest.useRealTimers();
  });
  const serve = async (userId: string, access: StreamAccess, client = new Client()): Promise<Client> => {
    const wanted = { kind: 'recordings' as const, userId, ownerId: 'a', assetId: undefined, lastEventId: undefined };
    await streams.serve({ ...wanted, reply: replyTo(client), isReadOnly: false, access });
    return client;
  };
  const welcome: StreamAccess = { key: 'welcome', isWelcome: () => Promise.resolve(true) };

  it('do not count a client that left before its stream began', async () => {
    for (let times = 0; times < 5; times += 1) await serve('a', welcome, Object.assign(new Client(), { destroyed: true }));
    expect(streams.size).toBe(0);
    const there = await serve('a', welcome);
    expect(streams.size).toBe(1);
    there.emit('close');
    expect(streams.size).toBe(0);
  });

  it('are ended together if they have the same access, which is checked once for all of them', async () => {
    let [isMember, checks] = [true, 0];
    const access: StreamAccess = {
      key: 'member',
      isWelcome: () => {
        checks += 1;
        return Promise.resolve(isMember);
      },
    };
    const members = [await serve('a', access), await serve('a', access)];
    const other = await serve('b', welcome);
    await jest.advanceTimersByTimeAsync(TICK_MS);
    expect([checks, streams.size]).toEqual([1, 3]);
    isMember = false;
    await jest.advanceTimersByTimeAsync(TICK_MS);
    expect([checks, streams.size]).toEqual([2, 1]);
    for (const { received, writableEnded } of members)
      expect([received.includes('signed-out'), writableEnded]).toEqual([true, true]);
    expect([other.received, other.writableEnded]).toEqual(['', false]);
  });

  it('are checked even if the access of another one cannot be', async () => {
    const away = new Error('the database is away');
    const unknown = await serve('a', { key: 'unknown', isWelcome: () => Promise.reject(away) });
    const former = await serve('b', { key: 'former', isWelcome: () => Promise.resolve(false) });
    await jest.advanceTimersByTimeAsync(TICK_MS);
    expect(problems).toEqual([away]);
    expect([unknown.writableEnded, former.writableEnded]).toEqual([false, true]);
  });
});
