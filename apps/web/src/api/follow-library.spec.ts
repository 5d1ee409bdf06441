import type { Item } from '@throughline/api-client';
import { followLibrary, type FollowPorts } from './follow-library.js';
import type { LiveFeed } from './live-feed.js';

const MINUTE_MS = 60_000;

/** The server side of a connection. */
class FakeConnection {
  readonly answer: Response;
  #end: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor(
    readonly headers: Readonly<Record<string, string>>,
    readonly signal: AbortSignal,
    status: number,
  ) {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#end = controller;
      },
    });
    this.answer = new Response(body, { status, headers: status === 200 ? {} : { 'retry-after': '7' } });
  }

  say(text: string): void {
    this.#end?.enqueue(new TextEncoder().encode(text));
  }

  cut(): void {
    this.#end?.error(new Error('ECONNRESET'));
  }
}

describe('following a library', () => {
  const calls: string[] = [];
  let lines: FakeConnection[];
  let status: number;
  let hasPlace: Promise<boolean>;
  let visibility: DocumentVisibilityState;
  let look: () => void;
  let stop: () => void;

  const feed: LiveFeed<Item> = {
    onSnapshot: (items) => calls.push(`snapshot of ${String(items.length)}`),
    onChange: ({ id }) => calls.push(`change of ${id}`),
    onProgress: ({ id }) => calls.push(`progress of ${id}`),
    onReset: (reason) => calls.push(`reset ${reason}`),
    onState: (isOpen) => calls.push(isOpen ? 'open' : 'shut'),
  };
  const ports = (): FollowPorts => ({
    open: (headers, signal) => {
      const line = new FakeConnection(headers, signal, status);
      lines.push(line);
      return Promise.resolve(line.answer);
    },
    places: { take: () => hasPlace, leave: () => calls.push('place left'), close: () => calls.push('closed') },
    page: {
      get visibilityState() {
        return visibility;
      },
      addEventListener: (_: string, listener: unknown) => {
        look = listener as () => void;
      },
      removeEventListener: () => undefined,
    },
  });
  /** Advances the timers and runs everything that they trigger. */
  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
  const see = async (next: DocumentVisibilityState): Promise<void> => {
    visibility = next;
    look();
    await pass(0);
  };
  const follow = async (): Promise<void> => {
    stop = followLibrary(feed, ports());
    await pass(0);
  };
  const newest = (): FakeConnection => {
    const line = lines.at(-1);
    if (line === undefined) throw new Error('Nobody has connected');
    return line;
  };

  beforeEach(() => {
    jest.useFakeTimers();
    calls.length = 0;
    [lines, status, hasPlace, visibility] = [[], 200, Promise.resolve(true), 'visible'];
  });
  afterEach(async () => {
    stop();
    await pass(0);
    jest.useRealTimers();
  });

  it('passes on the events of the stream', async () => {
    await follow();
    newest().say('event: snapshot\ndata: {"items":[{},{}]}\n\nevent: change\ndata: {"id":"a"}\n\n');
    newest().say('event: progress\ndata: {"id":"a"}\n\nevent: reset\ndata: {"reason":"rebuilt"}\n\nevent: change\ndata: {"i\n\n');
    await pass(0);
    expect(calls).toEqual(['open', 'snapshot of 2', 'change of a', 'progress of a', 'reset rebuilt', 'reset unreadable']);
  });

  it('resumes after the last complete event if the connection was cut', async () => {
    await follow();
    newest().say('event: change\ndata: {"id":"a"}\nid: a.5\n\nevent: change\ndata: {"id');
    await pass(0);
    newest().cut();
    await pass(MINUTE_MS / 20);
    expect(calls).toEqual(['open', 'change of a', 'shut', 'place left', 'open']);
    expect(lines.map(({ headers }) => headers['Last-Event-ID'])).toEqual([undefined, 'a.5']);
  });

  it('treats a connection without heartbeats as dead, and one with heartbeats as alive', async () => {
    await follow();
    for (let heartbeats = 0; heartbeats < 8; heartbeats += 1) {
      await pass(MINUTE_MS / 4);
      newest().say(': still here\nid: a.9\n\n');
    }
    await pass(MINUTE_MS / 4);
    expect([lines.length, newest().signal.aborted]).toEqual([1, false]);
    await pass(MINUTE_MS / 2);
    expect([lines.length, lines[0]?.signal.aborted, newest().headers['Last-Event-ID']]).toEqual([2, true, 'a.9']);
    expect(calls).toEqual(['open', 'shut', 'place left', 'open']);
  });

  it('waits as long as a refusing gateway asks, and longer each time', async () => {
    status = 503;
    await follow();
    await pass(6_900);
    expect(lines).toHaveLength(1);
    await pass(200);
    expect(lines).toHaveLength(2);
    await pass(5 * MINUTE_MS);
    expect(lines.length).toBeLessThan(36);
    status = 200;
    await pass(MINUTE_MS / 2);
    expect(calls).toContain('open');
  });

  it('reports that the user is signed out', async () => {
    status = 401;
    await follow();
    expect(calls).toContain('reset signed-out');
  });

  it('holds no connection for a hidden page, also if it was opened hidden', async () => {
    visibility = 'hidden';
    await follow();
    await pass(10 * MINUTE_MS);
    expect(lines).toHaveLength(0);
    await see('visible');
    expect(lines).toHaveLength(1);
    await see('hidden');
    await pass(1_000);
    expect(newest().signal.aborted).toBe(false);
    await pass(MINUTE_MS);
    expect([lines.length, newest().signal.aborted]).toEqual([1, true]);
    await see('visible');
    expect([lines.length, calls.at(-1)]).toEqual([2, 'open']);
  });

  it('tries again while other pages of the browser hold all slots', async () => {
    hasPlace = Promise.resolve(false);
    await follow();
    await pass(MINUTE_MS);
    expect([lines.length, calls]).toEqual([0, []]);
    hasPlace = Promise.resolve(true);
    await pass(MINUTE_MS / 4);
    expect(calls).toEqual(['open']);
  });

  it('tries again if the browser refuses to say whether a slot is free', async () => {
    hasPlace = Promise.reject(new DOMException('The document is not fully active', 'InvalidStateError'));
    await follow();
    expect([lines.length, calls]).toEqual([0, []]);
    hasPlace = Promise.resolve(true);
    await pass(MINUTE_MS / 4);
    expect(calls).toEqual(['open']);
  });

  it('ends for good when it is stopped', async () => {
    await follow();
    stop();
    await pass(10 * MINUTE_MS);
    expect([lines.length, newest().signal.aborted, calls]).toEqual([1, true, ['open', 'shut', 'place left', 'closed']]);
  });
});
