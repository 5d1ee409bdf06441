import { presenceCodec, type ModelNote, type Presence } from '@throughline/contracts';
import { MemoryWorkQueue, ManualClock, aWorkMessage } from '@throughline/messaging/testing';
import { PresenceAnnouncer } from './presence.js';

const EVERY_MS = 5_000;

describe('the presence of a worker', () => {
  let clock: ManualClock;
  let announced: Presence[];
  let problems: unknown[];
  let stopping: AbortController;
  beforeEach(() => {
    clock = new ManualClock();
    announced = [];
    problems = [];
    stopping = new AbortController();
  });

  const announcer = (
    say = (bytes: Uint8Array): void => void announced.push(presenceCodec.decode(bytes)),
    models?: () => readonly ModelNote[],
  ): PresenceAnnouncer =>
    new PresenceAnnouncer({
      models,
      service: 'processing',
      worker: 'processing-1',
      lanes: [
        { lane: 'media', concurrency: 1 },
        { lane: 'speech', concurrency: 2 },
      ],
      everyMs: EVERY_MS,
      say,
      onProblem: (error) => problems.push(error),
      clock,
    });

  it('is announced at once, then regularly, and finally as leaving', async () => {
    const presence = announcer();
    presence.start(stopping.signal);
    expect(announced).toEqual([
      {
        v: 1,
        service: 'processing',
        worker: 'processing-1',
        everyMs: EVERY_MS,
        lanes: [
          { lane: 'media', concurrency: 1, busy: 0 },
          { lane: 'speech', concurrency: 2, busy: 0 },
        ],
      },
    ]);
    await clock.advance(2 * EVERY_MS);
    expect(announced).toHaveLength(3);
    stopping.abort();
    await clock.advance(10 * EVERY_MS);
    expect(announced.map(({ leaving }) => leaving)).toEqual([undefined, undefined, undefined, true]);
    presence.announce();
    expect(announced.at(-1)).toMatchObject({ leaving: true });
  });

  it('tells the state of the models each time', async () => {
    const base: ModelNote = { name: 'base', phase: 'fetching', fetched_bytes: 620, total_bytes: 1_000 };
    let models = [base];
    announcer(undefined, () => models).start(stopping.signal);
    models = [{ name: 'base', phase: 'ready', fetched_bytes: 1_000, total_bytes: 1_000 }];
    await clock.advance(EVERY_MS);
    expect(announced.map((each) => each.models)).toEqual([[base], models]);
  });

  it('includes tools and engines once they are found', () => {
    const presence = announcer();
    presence.announce();
    presence.equip({ tools: [{ name: 'ffmpeg', version: '5.1.9', note: 'old' }] });
    presence.equip({ engines: [{ name: 'pocketsphinx', kind: 'speech', languages: ['en'] }] });
    expect(announced.map(({ tools, engines }) => [tools, engines])).toEqual([
      [undefined, undefined],
      [[{ name: 'ffmpeg', version: '5.1.9', note: 'old' }], undefined],
      [[{ name: 'ffmpeg', version: '5.1.9', note: 'old' }], [{ name: 'pocketsphinx', kind: 'speech', languages: ['en'] }]],
    ]);
    const now = new Date(clock.now()).toISOString();
    expect(announced.map(({ lookedAt }) => lookedAt)).toEqual([undefined, now, now]);
  });

  it('includes the number of running attempts of each lane', async () => {
    const presence = announcer();
    const queue = presence.counting(new MemoryWorkQueue());
    let finish = (): void => undefined;
    const consumed = queue.consume({
      service: 'processing',
      lane: 'speech',
      concurrency: 2,
      onWork: async ({ ack }) => {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        await ack();
      },
      signal: stopping.signal,
    });
    await queue.publish(aWorkMessage({ service: 'processing', lane: 'speech' }));
    await clock.advance(0);
    presence.announce();
    finish();
    await clock.advance(0);
    presence.announce();
    expect(announced.map(({ lanes }) => lanes.map(({ busy }) => busy))).toEqual([
      [0, 1],
      [0, 0],
    ]);
    stopping.abort();
    await consumed;
  });

  it('does not affect the work if it cannot be announced', async () => {
    announcer(() => {
      throw new Error('the connection is closed');
    }).start(stopping.signal);
    await clock.advance(EVERY_MS);
    expect(problems).toHaveLength(2);
  });
});
