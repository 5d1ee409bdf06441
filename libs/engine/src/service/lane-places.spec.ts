import { FOLD_VERSION } from '@throughline/domain';
import { Journey } from '@throughline/domain/testing';
import { aWorkMessage } from '@throughline/messaging/testing';
import { until } from '@throughline/stack/testing';
import { HandedOut } from '../testing/handed-out.js';
import { Workshop, done } from '../testing/workshop.js';
import type { StepHandler } from '../worker/step-handler.js';
import { LanePlaces } from './lane-places.js';

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

describe('a lane of two places', () => {
  const of = (pipeline: 'document' | 'recording', owner: string, unseen: number): HandedOut => {
    const { state } = new Journey().register({ pipeline, owner });
    const delivery = new HandedOut(aWorkMessage({ lane: 'document', foldVersion: FOLD_VERSION, state }));
    return Object.assign(delivery, { unseen });
  };
  let begun: string[];
  let end: () => void;
  let places: LanePlaces;
  beforeEach(() => {
    begun = [];
    const ended = new Promise<void>((resolve) => (end = resolve));
    const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
    const attend = ({ message }: { message: { attemptId: string } }): Promise<void> => {
      begun.push(message.attemptId);
      return ended;
    };
    places = new LanePlaces(attend, log, [{ lane: 'document', concurrency: 2 }]);
  });

  it('puts off the second document of an owner while that of another may wait, and takes it once there is none', async () => {
    const [first, second] = [of('document', 'one', 5), of('document', 'one', 4)];
    const held = places.take(first);
    await places.take(second);
    expect([first.said, second.said]).toEqual(['nothing', 'nak']);
    const other = of('document', 'other', 0);
    const others = places.take(other);
    expect(begun).toEqual([first, other].map(({ message }) => message.attemptId));
    end();
    await Promise.all([held, others]);
    await places.take(second);
    expect(begun).toHaveLength(3);
  });

  it('puts off no recording', async () => {
    const all = [of('recording', 'one', 5), of('recording', 'one', 4)];
    const held = all.map((each) => places.take(each));
    expect(begun).toHaveLength(2);
    end();
    await Promise.all(held);
  });
});
