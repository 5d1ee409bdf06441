import type { EventStore } from '@throughline/event-store';
import { until } from '@throughline/stack/testing';
import { RecordingDelivery } from '../testing/recording-delivery.js';
import { SHORT_LEASE, Workshop, done, type PersonCommand } from '../testing/workshop.js';
import type { StepContext, StepHandler } from './step-handler.js';

const STEP = 'DOWNLOAD';

class SleepingHandler implements StepHandler {
  context: StepContext | undefined;
  #wake: () => void = () => undefined;
  readonly #awake = new Promise<void>((resolve) => {
    this.#wake = resolve;
  });
  wake(): void {
    this.#wake();
  }
  async run(context: StepContext): Promise<typeof done> {
    this.context = context;
    await this.#awake;
    context.signal.throwIfAborted();
    return done;
  }
}

describe('a worker that does not know yet that its attempt is closed', () => {
  let workshop: Workshop;
  let id: string;
  beforeEach(async () => {
    workshop = new Workshop();
    id = await workshop.start();
  });
  afterEach(() => workshop.close());

  /** Reports no commits, like a connection that has just come back. */
  const deafStore = (): EventStore =>
    new Proxy(workshop.store, {
      get: (target, key) => (key === 'watch' ? () => Promise.resolve() : (Reflect.get(target, key, target) as unknown)),
    });
  const asleep = async (): Promise<{ sleeper: SleepingHandler; context: StepContext; ended: Promise<void> }> => {
    const sleeper = new SleepingHandler();
    const worker = workshop.worker('ingest', { [STEP]: sleeper }, { store: deafStore() });
    const ended = worker.onWork(new RecordingDelivery(await workshop.message(id, STEP)));
    return { sleeper, context: await until(() => sleeper.context, { what: 'work in hand' }), ended };
  };

  it.each<[PersonCommand]>([
    [{ type: 'UnstickRun', then: 'retry' }],
    [{ type: 'UnstickRun', then: 'fail' }],
    [{ type: 'CancelRun' }],
    [{ type: 'ResetAsset' }],
    [{ type: 'DeleteAsset', expiresAt: '2999-01-01T00:00:00.000Z' }],
  ])('cannot publish after %j, even if no other worker has claimed its lease (U7)', async (command) => {
    const { sleeper, context, ended } = await asleep();
    expect(await workshop.ask(id, command)).toMatchObject({ kind: 'accepted' });
    await expect(context.confirmLease()).rejects.toMatchObject({ kind: 'attempt-aborted', why: 'superseded' });
    expect(context.signal.aborted).toBe(true);
    sleeper.wake();
    await ended;
    expect(await workshop.recorded(id, 'StepCompleted', STEP)).toEqual([]);
    expect(await workshop.recorded(id, 'LateResultIgnored', STEP)).toHaveLength(1);
  });

  it('publishes as before when a pause lets it finish', async () => {
    const { sleeper, context, ended } = await asleep();
    expect(await workshop.ask(id, { type: 'PauseRun' })).toMatchObject({ kind: 'accepted' });
    await expect(context.confirmLease()).resolves.toBeUndefined();
    sleeper.wake();
    await ended;
    expect(await workshop.recorded(id, 'StepCompleted', STEP)).toHaveLength(1);
  });

  it('gets no folder and no file, which no one would remove', async () => {
    const { sleeper, context, ended } = await asleep();
    await workshop.ask(id, { type: 'CancelRun' });
    await expect(context.confirmLease()).rejects.toThrow();
    await expect(context.workspace()).rejects.toMatchObject({ kind: 'attempt-aborted' });
    await expect(context.local('uploads/any')).rejects.toMatchObject({ kind: 'attempt-aborted' });
    sleeper.wake();
    await ended;
    expect(await workshop.files(id)).toEqual([]);
  });
});

describe('an aborted attempt', () => {
  let workshop: Workshop;
  beforeEach(() => {
    workshop = new Workshop();
  });
  afterEach(() => workshop.close());

  it('does none of its work if the abort comes between its start and its work', async () => {
    const id = await workshop.start();
    const stopping = new AbortController();
    let ran = 0;
    const heedless: StepHandler = {
      run: () => {
        ran += 1;
        return Promise.resolve(done);
      },
    };
    const failpoint = (name: string): Promise<void> => {
      if (name === 'work.started') stopping.abort();
      return Promise.resolve();
    };
    const worker = workshop.worker('ingest', { [STEP]: heedless }, { failpoint, stopping: stopping.signal });
    await worker.onWork(new RecordingDelivery(await workshop.message(id, STEP)));
    expect(ran).toBe(0);
    expect(await workshop.recorded(id, 'StepInterrupted', STEP)).toMatchObject([{ data: { cause: 'shutdown' } }]);
  });

  it('learns of the abort even if the log did not answer at first', async () => {
    const id = await workshop.start();
    const held = new SleepingHandler();
    let silent = 0;
    const commands = new Proxy(workshop.commands, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        if (key !== 'load' || silent === 0) return value.bind(target) as unknown;
        silent -= 1;
        return () => Promise.reject(Object.assign(new Error('no answer'), { kind: 'unavailable' }));
      },
    });
    const ended = workshop
      .worker('ingest', { [STEP]: held }, { commands })
      .onWork(new RecordingDelivery(await workshop.message(id, STEP)));
    const { signal } = await until(() => held.context, { what: 'work in hand' });
    silent = 1;
    await workshop.ask(id, { type: 'CancelRun' });
    await until(() => signal.aborted, { what: 'the signal' });
    expect(signal.reason).toMatchObject({ why: 'superseded' });
    held.wake();
    await ended;
  });

  it('frees its slot at once if its check hangs, and does not count as started (AGG-16)', async () => {
    const id = await workshop.start();
    let checking = 0;
    const hung: StepHandler = {
      preflight: () => {
        checking += 1;
        return new Promise(() => undefined);
      },
      run: () => Promise.resolve(done),
    };
    const delivery = new RecordingDelivery(await workshop.message(id, STEP));
    const ended = workshop.worker('ingest', { [STEP]: hung }).onWork(delivery);
    await until(() => checking > 0, { what: 'the check' });
    await workshop.ask(id, { type: 'CancelRun' });
    await ended;
    expect(delivery.answer).toBe('nak');
    expect(await workshop.recorded(id, 'StepStarted', STEP)).toEqual([]);
    expect((await workshop.leases.isExpired(id, STEP)).expired).toBe(true);
    const again = new RecordingDelivery(delivery.message, 2);
    await workshop.worker('ingest').onWork(again);
    expect(again.answer).toBe('ack');
  });

  it('causes no external effect without its connection, in follow-ups too', async () => {
    const outputs = [{ name: 'library', type: 'folder', settings: {}, follow_ups: ['thumbnail'] }];
    const held = new SleepingHandler();
    workshop.hire('ingest');
    workshop.hire('processing');
    const upload = workshop.hire('upload', { 'deliver:library/thumbnail': held }, SHORT_LEASE);
    await workshop.start({ outputs });
    const { signal } = await until(() => held.context, { what: 'the follow-up' });
    upload.leases.cut = true;
    await until(() => signal.aborted, { what: 'the signal' });
    expect(signal.reason).toMatchObject({ why: 'silent' });
    held.wake();
  });
});
