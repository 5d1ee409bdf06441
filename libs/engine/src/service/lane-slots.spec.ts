import { FOLD_VERSION, defaultRunConfig } from '@throughline/domain';
import { Journey } from '@throughline/domain/testing';
import { aWorkMessage } from '@throughline/messaging/testing';
import { until } from '@throughline/stack/testing';
import { RecordingDelivery } from '../testing/recording-delivery.js';
import { Workshop, done } from '../testing/workshop.js';
import type { StepHandler } from '../worker/step-handler.js';
import { LaneSlots } from './lane-slots.js';

describe('a lane whose slots are taken by deliveries without an answer', () => {
  let workshop: Workshop;
  beforeEach(() => {
    workshop = new Workshop();
  });
  afterEach(() => workshop.close());

  /** Items whose destination never answers: more than the lane has slots. */
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
    const upload = workshop.hire('upload', { 'deliver:library': deliver }, { stillAfterMs: 20, leaseTermMs: 60_000 });
    const waiting: string[] = [];
    for (let item = 0; item < 3; item += 1) {
      const id = await workshop.start();
      silent.add(id);
      waiting.push(id);
    }
    return { leave: () => upload.leave(), waiting };
  };

  it('lets others pass and continues its own deliveries', async () => {
    const { leave, waiting } = await begin();
    const passing = await workshop.start();
    await until(() => workshop.isOver(passing), { what: 'the end of the other item' });
    expect(await workshop.status(passing)).toBe('READY');
    const isInHand = async (id: string): Promise<boolean> =>
      (await workshop.recorded(id, 'StepStarted', 'deliver:library')).length === 1;
    await until(async () => (await Promise.all(waiting.map(isInHand))).every(Boolean), { what: 'the start of all deliveries' });
    for (const id of waiting) expect(await workshop.recorded(id, 'StepFailed')).toEqual([]);
    await leave();
    for (const id of waiting)
      expect(await workshop.recorded(id, 'StepInterrupted', 'deliver:library')).toMatchObject([{ data: { cause: 'shutdown' } }]);
  });
});

describe('a lane whose attempts wait for an external service', () => {
  let workshop: Workshop;
  beforeEach(() => {
    workshop = new Workshop();
  });
  afterEach(() => workshop.close());

  it('frees its slots for others', async () => {
    let isAnswered = false;
    const idle: StepHandler = {
      async run(context) {
        while (context.assetId !== passing && !isAnswered) await context.idle(100);
        return done;
      },
    };
    workshop.hire('ingest');
    workshop.hire('upload');
    workshop.hire('processing', { TRANSCRIBE: idle }, { leaseTermMs: 60_000 });
    let passing = '';
    const waiting = [await workshop.start(), await workshop.start(), await workshop.start()];
    for (const id of waiting)
      await until(async () => (await workshop.recorded(id, 'StepStarted', 'TRANSCRIBE')).length > 0, { what: 'a start' });
    passing = await workshop.start({ trimming: { ...defaultRunConfig.trimming, enable_trimming: false } });
    await until(() => workshop.isOver(passing), { what: 'the end of the other item' });
    isAnswered = true;
    for (const id of waiting) {
      await until(() => workshop.isOver(id), { what: 'the end of an item that waited' });
      expect(await workshop.recorded(id, 'StepFailed')).toEqual([]);
    }
  });

  it('ends the wait of a cancelled attempt', async () => {
    let isEnded = false;
    const idle: StepHandler = {
      run: (context) =>
        context.idle(3_600_000).then(
          () => done,
          (error: unknown) => {
            isEnded = true;
            throw error;
          },
        ),
    };
    workshop.hire('ingest');
    workshop.hire('processing', { TRANSCRIBE: idle }, { leaseTermMs: 60_000 });
    const id = await workshop.start();
    await until(async () => (await workshop.recorded(id, 'StepStarted', 'TRANSCRIBE')).length > 0, { what: 'the start' });
    await workshop.ask(id, { type: 'CancelRun' });
    await until(() => isEnded, { what: 'the end of the wait' });
  });
});

describe('a lane of two slots', () => {
  const of = (pipeline: 'document' | 'recording' | 'session', owner: string, unseen: number): RecordingDelivery => {
    const { state } = new Journey().register({ pipeline, owner });
    const delivery = new RecordingDelivery(aWorkMessage({ lane: 'document', foldVersion: FOLD_VERSION, state }));
    return Object.assign(delivery, { unseen });
  };
  let begun: string[];
  let end: () => void;
  let places: LaneSlots;
  beforeEach(() => {
    begun = [];
    const ended = new Promise<void>((resolve) => (end = resolve));
    const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
    const attend = ({ message }: { message: { attemptId: string } }): Promise<void> => {
      begun.push(message.attemptId);
      return ended;
    };
    places = new LaneSlots(attend, log, [{ lane: 'document', concurrency: 2 }]);
  });

  it.each(['document', 'recording', 'session'] as const)(
    'holds the second %s of an owner while another owner may wait, and begins it afterwards',
    async (pipeline) => {
      const [first, second, other] = [of(pipeline, 'one', 5), of(pipeline, 'one', 4), of(pipeline, 'other', 0)];
      const taken = [places.take(first), places.take(second), places.take(other)];
      expect(begun).toEqual([first, other].map(({ message }) => message.attemptId));
      end();
      await Promise.all(taken);
      await places.ended();
      expect(begun).toEqual([first, other, second].map(({ message }) => message.attemptId));
      expect([first, second, other].map(({ answer }) => answer)).toEqual(['nothing', 'nothing', 'nothing']);
    },
  );

  it.each(['document', 'recording'] as const)('gives a %s that waits here back when the service stops', async (pipeline) => {
    const [first, second] = [of(pipeline, 'one', 5), of(pipeline, 'one', 4)];
    const held = places.take(first);
    await places.take(second);
    await places.close();
    expect([first.answer, second.answer]).toEqual(['nothing', 'nak']);
    end();
    await held;
    await places.ended();
    expect(begun).toEqual([first.message.attemptId]);
  });
});

describe('a lane that yields to the others', () => {
  it('defers its work while work of another lane is in progress, and takes it when the process is idle', async () => {
    const ends: (() => void)[] = [];
    const taken: string[] = [];
    const slots = new LaneSlots(
      ({ message }) => {
        taken.push(message.lane);
        return message.lane === 'media' ? new Promise((resolve) => ends.push(resolve)) : Promise.resolve();
      },
      { info: () => undefined, warn: () => undefined, error: () => undefined },
      [
        { lane: 'media', concurrency: 1 },
        { lane: 'preview', concurrency: 1, yields: true },
      ],
    );
    const deliver = (lane: string): RecordingDelivery => new RecordingDelivery(aWorkMessage({ lane }));
    const busy = slots.take(deliver('media'));
    const deferred = deliver('preview');
    await slots.take(deferred);
    expect([taken, deferred.answer]).toEqual([['media'], 'nak']);
    ends[0]?.();
    await busy;
    await slots.take(deliver('preview'));
    expect(taken).toEqual(['media', 'preview']);
    // A preview in progress holds nothing up, not even another preview.
    await slots.take(deliver('preview'));
    expect(taken).toEqual(['media', 'preview', 'preview']);
  });
});
