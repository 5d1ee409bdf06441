import { EventEmitter } from 'node:events';
import type { FastifyReply } from 'fastify';
import type { Broadcast } from './broadcast.js';
import { Streams } from './streams.js';

/** What of an answer matters to a stream. */
const replyTo = (raw: EventEmitter & { destroyed: boolean }): FastifyReply =>
  ({ raw, request: { method: 'GET' }, getHeaders: () => ({}), hijack: () => undefined }) as unknown as FastifyReply;

describe('the streams that are open', () => {
  const broadcast = {
    open: () => Promise.resolve(),
    close: () => undefined,
  } as unknown as Broadcast;
  const streams = new Streams({
    broadcasts: { recordings: broadcast, documents: broadcast },
    progress: { onMoved: () => undefined },
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

  it('hold no place for a client that has gone before its stream began', async () => {
    for (let times = 0; times < 5; times += 1) await serve(true);
    expect(streams.size).toBe(0);
    const there = await serve(false);
    expect(streams.size).toBe(1);
    there.emit('close');
    expect(streams.size).toBe(0);
  });
});
