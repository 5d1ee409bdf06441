import { getEventListeners } from 'node:events';
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
