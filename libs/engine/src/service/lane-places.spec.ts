import { until } from '@throughline/stack/testing';
import { Workshop, done } from '../testing/workshop.js';
import type { StepHandler } from '../worker/step-handler.js';

describe('a lane whose places are taken by deliveries that get no answer', () => {
  let workshop: Workshop;
  beforeEach(() => {
    workshop = new Workshop();
  });
  afterEach(() => workshop.close());

  /** Items that wait for an answer that does not come: more than the lane has places. */
  const silent = new Set<string>();
  const deliver: StepHandler = {
    run: ({ assetId, signal }) =>
      silent.has(assetId)
        ? new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reject(signal.reason as Error);
            });
          })
        : Promise.resolve(done),
  };
  const begin = async (): Promise<{ leave: () => Promise<void>; waiting: readonly string[] }> => {
    workshop.hire('ingest');
    workshop.hire('processing');
    const upload = workshop.hire('upload', { 'deliver:library': deliver }, { stillAfterMs: 20, leaseTermMs: 5_000 });
    const waiting: string[] = [];
    for (let item = 0; item < 3; item += 1) {
      const id = await workshop.start();
      silent.add(id);
      waiting.push(id);
    }
    return { leave: () => upload.leave(), waiting };
  };

  it('lets others pass, and goes on with what it has in hand', async () => {
    const { leave, waiting } = await begin();
    const passing = await workshop.start();
    await until(() => workshop.isOver(passing), { what: 'the end of the other item' });
    expect(await workshop.status(passing)).toBe('READY');
    for (const id of waiting) expect(await workshop.recorded(id, 'StepFailed')).toEqual([]);
    await leave();
    for (const id of waiting)
      expect(await workshop.recorded(id, 'StepInterrupted', 'deliver:library')).toMatchObject([{ data: { cause: 'shutdown' } }]);
  });
});
