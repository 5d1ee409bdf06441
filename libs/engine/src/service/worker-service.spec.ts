import { getEventListeners } from 'node:events';
import { WORKER_SERVICES } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';
import { AssetCommands } from '../commands/asset-commands.js';
import { Workshop } from '../testing/workshop.js';
import { WorkerService, type WorkerServiceParts } from './worker-service.js';

const LANES = 12;

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });

describe('a worker service with many loops', () => {
  it('gives each loop its own signal, so that Node warns of no leak, and ends them all with its own', async () => {
    const workshop = new Workshop();
    const signals: AbortSignal[] = [];
    const loop = ({ signal }: { readonly signal: AbortSignal }): Promise<void> => {
      signals.push(signal);
      return untilAborted(signal);
    };
    const worker = workshop.worker('upload', {});
    const parts: WorkerServiceParts = {
      commands: workshop.commands,
      dispatcher: workshop.dispatcher,
      service: 'upload',
      lanes: Array.from({ length: LANES }, (_, index) => ({ lane: `lane-${String(index)}`, concurrency: 2 })),
      store: Object.assign(Object.create(workshop.store) as typeof workshop.store, { follow: loop }),
      queue: Object.assign(Object.create(workshop.queue) as typeof workshop.queue, { consume: loop }),
      timers: Object.assign(Object.create(workshop.timers) as typeof workshop.timers, { consume: loop }),
      worker,
      onPoke: (_, signal) => loop({ signal }),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    };
    const stopping = new AbortController();
    const service = new WorkerService(parts);
    service.start(stopping.signal);
    expect(signals).toHaveLength(LANES + 3);
    expect(new Set(signals).size).toBe(LANES + 3);
    expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
    stopping.abort();
    await service.ended();
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });
});

describe('a worker service that follows the log', () => {
  it.each(WORKER_SERVICES)('reads an item only if a commit scheduled a step of its own: %s', async (service) => {
    const workshop = new Workshop();
    const assetId = await workshop.start();
    const { commits } = await workshop.store.load(assetId);
    let reads = 0;
    const store: EventStore = Object.assign(Object.create(workshop.store) as EventStore, {
      load: (...given: Parameters<EventStore['load']>) => {
        reads += 1;
        return workshop.store.load(...given);
      },
      follow: async ({ onCommit, signal }: Parameters<EventStore['follow']>[0]) => {
        for (const commit of commits) await onCommit(commit);
        followed();
        await untilAborted(signal);
      },
    });
    let followed: () => void = () => undefined;
    const hasFollowed = new Promise<void>((resolve) => (followed = resolve));
    const { dispatcher, queue, timers } = workshop;
    const commands = new AssetCommands(store);
    const stopping = new AbortController();
    const worker = workshop.worker(service, {}, { commands, store });
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const onPoke = (_: unknown, signal: AbortSignal): Promise<void> => untilAborted(signal);
    const host = new WorkerService({ service, lanes: [], store, queue, timers, commands, dispatcher, worker, onPoke, log });
    host.start(stopping.signal);
    await hasFollowed;
    stopping.abort();
    await host.ended();
    expect(reads).toBe(service === 'ingest' ? 1 : 0);
  });
});
