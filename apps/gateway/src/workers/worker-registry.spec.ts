import type { Presence } from '@throughline/contracts';
import { ManualClock } from '@throughline/messaging/testing';
import { WorkerRegistry } from './worker-registry.js';

const EVERY_MS = 5_000;

const aPresence = (overrides: Partial<Presence> = {}): Presence => ({
  v: 1,
  service: 'processing',
  worker: 'processing-1',
  lanes: [
    { lane: 'media', concurrency: 1, busy: 0 },
    { lane: 'speech', concurrency: 2, busy: 1 },
  ],
  everyMs: EVERY_MS,
  ...overrides,
});

describe('the registry of workers', () => {
  let clock: ManualClock;
  let registry: WorkerRegistry;
  beforeEach(() => {
    clock = new ManualClock();
    registry = new WorkerRegistry(clock, EVERY_MS);
  });
  const now = (): string => new Date(clock.now()).toISOString();
  const speech = () => registry.laneOf('processing', 'speech');

  it('is unsure before it listens, and before it has listened for a period', async () => {
    expect(speech()).toEqual({ state: 'unknown' });
    registry.listening();
    const since = now();
    await clock.advance(EVERY_MS);
    expect([speech(), registry.isSure]).toEqual([{ state: 'unknown' }, false]);
    await clock.advance(EVERY_MS);
    expect([speech(), registry.isSure]).toEqual([{ state: 'unserved', since }, true]);
  });

  it('counts the places of all workers of a lane at once', () => {
    registry.listening();
    registry.record(aPresence());
    registry.record(aPresence({ worker: 'processing-2' }));
    expect(speech()).toEqual({ state: 'served', workers: 2, concurrency: 4, busy: 2 });
    expect(registry.laneOf('upload', 'speech')).toEqual({ state: 'unknown' });
    expect(registry.workers().map(({ worker, heardAt }) => [worker, heardAt])).toEqual([
      ['processing-1', now()],
      ['processing-2', now()],
    ]);
  });

  it('forgets a worker after three of its periods without a message, and its lane is unserved since the last one', async () => {
    registry.listening();
    registry.record(aPresence());
    const last = now();
    await clock.advance(3 * EVERY_MS);
    expect(speech()).toMatchObject({ state: 'served' });
    await clock.advance(1);
    expect(speech()).toEqual({ state: 'unserved', since: last });
    expect(registry.workers()).toEqual([]);
  });

  it('remembers when each service was last heard, and that others never were', async () => {
    registry.listening();
    registry.record(aPresence());
    const heardAt = now();
    await clock.advance(8 * EVERY_MS);
    expect(registry.services()).toEqual([
      { service: 'ingest', workers: 0, heardAt: undefined },
      { service: 'processing', workers: 0, heardAt },
      { service: 'upload', workers: 0, heardAt: undefined },
    ]);
  });

  it('has another version after each message, and when it can hear no more', () => {
    const versions = [registry.version];
    for (const change of [
      () => {
        registry.listening();
      },
      () => {
        registry.record(aPresence());
      },
      () => {
        registry.record(aPresence({ lanes: [] }));
      },
      () => {
        registry.record(aPresence({ leaving: true }));
      },
      () => {
        registry.deaf();
      },
    ]) {
      change();
      versions.push(registry.version);
    }
    expect(new Set(versions).size).toBe(6);
    registry.record(aPresence());
    expect(registry.version).toBe(versions.at(-1));
  });

  it('merges the tools and engines that workers have reported', () => {
    registry.listening();
    const ffmpeg = { name: 'ffmpeg', version: '5.1.9' };
    const [heardAt, unheard] = [now(), { lookedAt: undefined, heardAt: undefined }];
    registry.record(aPresence());
    expect(registry.equipment()[1]).toEqual({
      service: 'processing',
      tools: undefined,
      engines: undefined,
      models: [],
      lookedAt: undefined,
      heardAt,
    });
    const hosted = { name: 'hosted', kind: 'speech' };
    const [earlier, later] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'];
    registry.record(
      aPresence({ worker: 'processing-2', tools: [ffmpeg], engines: [hosted, { ...hosted, name: 'a' }], lookedAt: later }),
    );
    registry.record(aPresence({ worker: 'processing-3', tools: [{ ...ffmpeg, version: '7.1' }, ffmpeg], lookedAt: earlier }));
    expect(registry.equipment()).toEqual([
      { service: 'ingest', tools: undefined, engines: undefined, models: [], ...unheard },
      {
        service: 'processing',
        tools: [ffmpeg, { ...ffmpeg, version: '7.1' }],
        engines: [hosted, { ...hosted, name: 'a' }],
        models: [],
        lookedAt: earlier,
        heardAt,
      },
      { service: 'upload', tools: undefined, engines: undefined, models: [], ...unheard },
    ]);
  });

  it('keeps the latest state of each model', async () => {
    registry.listening();
    const base = { name: 'base', phase: 'fetching', fetched_bytes: 10 };
    registry.record(aPresence({ worker: 'processing-2', models: [base] }));
    await clock.advance(1_000);
    registry.record(aPresence({ models: [{ ...base, fetched_bytes: 20 }] }));
    expect(registry.equipment()[1]?.models).toEqual([{ ...base, fetched_bytes: 20 }]);
  });

  it('prefers the state of a machine that still downloads a model to that of one that has it', async () => {
    registry.listening();
    const base = { name: 'base', phase: 'fetching', fetched_bytes: 10 };
    const small = { name: 'small', phase: 'ready', fetched_bytes: 50 };
    registry.record(aPresence({ models: [base, small] }));
    await clock.advance(1_000);
    registry.record(aPresence({ worker: 'processing-2', models: [{ ...base, phase: 'ready', fetched_bytes: 30 }] }));
    expect(registry.equipment()[1]?.models).toEqual([base, small]);
    registry.record(aPresence({ models: [{ ...base, phase: 'ready', fetched_bytes: 30 }, small] }));
    expect(registry.equipment()[1]?.models).toContainEqual({ ...base, phase: 'ready', fetched_bytes: 30 });
  });

  it('lists an engine once that has different speeds on several machines', () => {
    registry.listening();
    const engine = { name: 'whisper-cpp', kind: 'speech', model: 'base' };
    registry.record(aPresence({ engines: [{ ...engine, speed: 2 }] }));
    registry.record(aPresence({ worker: 'processing-2', engines: [{ ...engine, speed: 5 }] }));
    registry.record(aPresence({ worker: 'processing-3', engines: [{ ...engine, model: 'small', speed: 5 }] }));
    expect(registry.equipment()[1]?.engines).toEqual([
      { ...engine, speed: 2 },
      { ...engine, model: 'small', speed: 5 },
    ]);
  });

  it('excludes the given worker when asked for the others of a lane', async () => {
    registry.listening();
    await clock.advance(2 * EVERY_MS);
    registry.record(aPresence());
    expect(registry.laneOf('processing', 'speech', 'processing-1')).toMatchObject({ state: 'unserved' });
    registry.record(aPresence({ worker: 'processing-2' }));
    expect(registry.laneOf('processing', 'speech', 'processing-1')).toMatchObject({ state: 'served', workers: 1 });
  });

  it('waits longer for workers with a longer period', async () => {
    registry.listening();
    registry.record(aPresence({ everyMs: 60_000 }));
    await clock.advance(20_000);
    expect(registry.laneOf('processing', 'text')).toEqual({ state: 'unknown' });
    await clock.advance(100_000);
    expect(speech()).toMatchObject({ state: 'served' });
  });

  it('removes a worker at once when it says that it leaves', async () => {
    registry.listening();
    await clock.advance(10 * EVERY_MS);
    registry.record(aPresence());
    registry.record(aPresence({ leaving: true }));
    expect(speech()).toEqual({ state: 'unserved', since: now() });
  });

  it('is empty while the broker is away, and fills again with new messages', async () => {
    registry.listening();
    registry.record(aPresence());
    registry.deaf();
    await clock.advance(10 * EVERY_MS);
    expect([speech(), registry.workers(), registry.listeningSince]).toEqual([{ state: 'unknown' }, [], undefined]);
    registry.listening();
    expect(speech()).toEqual({ state: 'unknown' });
    registry.record(aPresence());
    expect(speech()).toMatchObject({ state: 'served' });
  });
});
