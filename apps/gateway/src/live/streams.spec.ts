import { EventEmitter } from 'node:events';
import type { FastifyReply } from 'fastify';
import { NEVER } from 'rxjs';
import type { Broadcast } from './broadcast.js';
import { Streams } from './streams.js';

const replyTo = (raw: EventEmitter & { destroyed: boolean }): FastifyReply =>
  ({ raw, request: { method: 'GET' }, getHeaders: () => ({}), hijack: () => undefined }) as unknown as FastifyReply;

describe('the open streams of a gateway', () => {
  const broadcast = {
    open: () => Promise.resolve(),
    close: () => undefined,
  } as unknown as Broadcast;
  const streams = new Streams({
    broadcasts: { recordings: broadcast, documents: broadcast },
    progress: { moved: NEVER },
    limits: { perUser: 2, heartbeatMs: 15_000 },
    onProblem: () => undefined,
  });
  afterAll(() => {
    streams.onModuleDestroy();
  });
  const serve = async (destroyed: boolean): Promise<EventEmitter> => {
    const raw = Object.assign(new EventEmitter(), { destroyed, writableEnded: false, end: () => undefined });
    const asked = { kind: 'recordings' as const, userId: 'a', ownerId: 'a', assetId: undefined, lastEventId: undefined };
    await streams.serve({ ...asked, reply: replyTo(raw), isWelcome: () => Promise.resolve(true) });
    return raw;
  };

  it('do not count a client that left before its stream began', async () => {
    for (let times = 0; times < 5; times += 1) await serve(true);
    expect(streams.size).toBe(0);
    const there = await serve(false);
    expect(streams.size).toBe(1);
    there.emit('close');
    expect(streams.size).toBe(0);
  });
});
