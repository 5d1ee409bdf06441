import { workSubject, type Commit, type WorkMessage } from '@throughline/contracts';
import type { EventStore, Revision } from '@throughline/event-store';
import { LeaseConflictError, type Delivery, type LeaseHandle } from '@throughline/messaging';
import { until } from '@throughline/stack/testing';
import { AssetCommands } from '../commands/asset-commands.js';
import { DisconnectableLeases } from '../testing/disconnectable-leases.js';
import { RecordingDelivery } from '../testing/recording-delivery.js';
import { SHORT_LEASE, Workshop, done } from '../testing/workshop.js';
import type { StepContext, StepHandler } from './step-handler.js';

const STEP = 'DOWNLOAD';

const deferred = <T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (reason: Error) => void } => {
  let settle: { resolve: (value: T) => void; reject: (reason: Error) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, resolve: (value) => settle?.resolve(value), reject: (reason) => settle?.reject(reason) };
};

class BlockingHandler implements StepHandler {
  context: StepContext | undefined;
  readonly #gate = deferred<undefined>();
  letGo(): void {
    this.#gate.resolve(undefined);
  }
  async run(context: StepContext): Promise<typeof done> {
    this.context = context;
    const aborted = deferred<never>();
    context.signal.addEventListener('abort', () => {
      aborted.reject(context.signal.reason as Error);
    });
    await Promise.race([this.#gate.promise, aborted.promise]);
    return done;
  }
}

class FailingLog {
  refused = 0;
  why: Error | undefined;
  readonly commands: AssetCommands;
  constructor(store: EventStore, refuses: (commit: Commit) => boolean) {
    const append = (assetId: string, commit: Commit, expected: Revision): ReturnType<EventStore['append']> => {
      if (this.why === undefined || !refuses(commit)) return store.append(assetId, commit, expected);
      this.refused += 1;
      return Promise.reject(this.why);
    };
    this.commands = new AssetCommands(
      new Proxy(store, {
        get: (target, key) => {
          const value: unknown = key === 'append' ? append : Reflect.get(target, key, target);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      }),
    );
  }
}
const has =
  (type: string) =>
  (commit: Commit): boolean =>
    commit.events.some((event) => event.type === type);

describe('an attempt that races with another', () => {
  let workshop: Workshop;
  let id: string;
  beforeEach(async () => {
    workshop = new Workshop();
    id = await workshop.start();
  });
  afterEach(() => workshop.close());

  const holder = async (): Promise<string | undefined> => {
    const { expired, seen } = await workshop.leases.isExpired(id, STEP);
    return expired ? undefined : seen?.lease.attemptId;
  };
  const fence = async (attemptId: string): Promise<LeaseHandle> => {
    const lease = { assetId: id, step: STEP, attemptId, worker: 'ghost', termMs: 300, progress: { fraction: 0 } };
    const token = async (): Promise<LeaseHandle> =>
      workshop.leases.claim({ ...lease, startedAt: new Date().toISOString() }, (await workshop.leases.read(id, STEP))?.token);
    return until(() =>
      token().catch((error: unknown) => (error instanceof LeaseConflictError ? undefined : Promise.reject(error as Error))),
    );
  };

  it.each([1, 2])('is unaffected by the message of an older attempt (delivery %d)', async (deliveries) => {
    const old = await workshop.message(id, STEP);
    const failing: StepHandler = { run: () => Promise.reject(new Error('busy')) };
    await workshop.worker('ingest', { [STEP]: failing }).onWork(new RecordingDelivery(old));
    const held = new BlockingHandler();
    await until(() => workshop.message(id, STEP).catch(() => undefined), { what: 'the second attempt' });
    const current = new RecordingDelivery(await workshop.message(id, STEP));
    const working = workshop.worker('ingest', { [STEP]: held }).onWork(current);
    await until(() => held.context, { what: 'work in hand' });

    const late = new RecordingDelivery(old, deliveries);
    await workshop.worker('ingest').onWork(late);
    expect(late.answer).toBe('ack');
    expect(await holder()).toBe(current.message.attemptId);
    held.letGo();
    await working;
    expect(current.answer).toBe('ack');
    expect(await workshop.recorded(id, 'StepCompleted', STEP)).toHaveLength(1);
    expect(await workshop.recorded(id, 'StepInterrupted', STEP)).toEqual([]);
  });

  it('keeps its message when a stalled worker wakes up before its own start', async () => {
    const message = await workshop.message(id, STEP);
    const asleep = deferred<undefined>();
    const leases = new DisconnectableLeases(workshop.leases);
    const sleeping: StepHandler = { preflight: () => asleep.promise, run: () => Promise.resolve(done) };
    const first = new RecordingDelivery(message);
    const sleeper = workshop.worker('ingest', { [STEP]: sleeping }, { leases, ...SHORT_LEASE }).onWork(first);
    await until(holder, { what: 'a claimed lease' });
    leases.cut = true;
    await until(async () => (await holder()) === undefined, { what: 'the end of the lease' });
    const held = new BlockingHandler();
    const second = new RecordingDelivery(message, 2);
    const working = workshop.worker('ingest', { [STEP]: held }).onWork(second);
    await until(() => held.context, { what: 'work in other hands' });
    asleep.resolve(undefined);
    await sleeper;
    // The broker has one message: acknowledging the first delivery would acknowledge the second one too.
    expect(first.answer).toBe('nak');
    held.letGo();
    await working;
    expect(second.answer).toBe('ack');
  });

  it('is redelivered if the worker that fenced it died before closing it', async () => {
    const message = await workshop.message(id, STEP);
    const held = new BlockingHandler();
    const delivery = new RecordingDelivery(message);
    const working = workshop.worker('ingest', { [STEP]: held }, SHORT_LEASE).onWork(delivery);
    await until(() => held.context, { what: 'work in hand' });
    await fence(message.attemptId);
    await working;
    expect(held.context?.signal.aborted).toBe(true);
    expect(delivery.answer).toBe('nak');
    const again = new RecordingDelivery(message, 2);
    await until(async () => {
      await workshop.worker('ingest').onWork(again);
      return again.answer === 'ack';
    });
    expect(await workshop.recorded(id, 'StepInterrupted', STEP)).toHaveLength(1);
  });

  it('keeps no checkpoint once it is closed', async () => {
    const message = await workshop.message(id, STEP);
    const held = new BlockingHandler();
    // Without the watch, the attempt learns that it is closed only from the log's answer.
    const store = new Proxy(workshop.store, {
      get: (target, key) => (key === 'watch' ? () => Promise.resolve() : (Reflect.get(target, key, target) as unknown)),
    });
    const working = workshop.worker('ingest', { [STEP]: held }, { store }).onWork(new RecordingDelivery(message));
    await until(() => held.context, { what: 'work in hand' });
    const interrupt = { type: 'InterruptStep', step: STEP, cause: 'lease-expired', by: 'spec', progress: 0 } as const;
    await workshop.commands.execute(
      id,
      { ...interrupt, attemptId: message.attemptId, now: new Date().toISOString() },
      { commandId: 'interrupt', actor: { kind: 'system', id: 'spec' }, correlationId: 'spec' },
    );
    await expect(held.context?.checkpoint({ session: 'one' })).rejects.toMatchObject({ kind: 'attempt-aborted' });
    await working;
    expect(await workshop.recorded(id, 'LateResultIgnored', STEP)).toHaveLength(1);
  });
});

describe('an attempt with failing dependencies', () => {
  let workshop: Workshop;
  let id: string;
  let delivery: RecordingDelivery;
  beforeEach(async () => {
    workshop = new Workshop();
    id = await workshop.start();
    delivery = new RecordingDelivery(await workshop.message(id, STEP));
  });
  afterEach(() => workshop.close());

  it('keeps its lease until its end is recorded, however long the log is away', async () => {
    const log = new FailingLog(workshop.store, has('StepCompleted'));
    log.why = Object.assign(new Error('no answer'), { kind: 'outcome-unknown' });
    const working = workshop.worker('ingest', {}, { commands: log.commands, ...SHORT_LEASE }).onWork(delivery);
    // The waits between four tries are longer than the lease term.
    await until(() => log.refused >= 4, { what: 'tries' });
    // After a pause of this process the next heartbeat renews it. A lease without heartbeats stays expired.
    await until(async () => !(await workshop.leases.isExpired(id, STEP)).expired, { what: 'a heartbeat' });
    log.why = undefined;
    await working;
    expect(delivery.answer).toBe('ack');
    expect((await workshop.leases.isExpired(id, STEP)).expired).toBe(true);
  });

  it('releases its lease if its end can never be recorded', async () => {
    const log = new FailingLog(workshop.store, has('StepCompleted'));
    log.why = Object.assign(new Error('not allowed'), { kind: 'append-refused' });
    await expect(workshop.worker('ingest', {}, { commands: log.commands }).onWork(delivery)).rejects.toThrow('not allowed');
    expect(delivery.answer).toBe('nothing');
    expect((await workshop.leases.isExpired(id, STEP)).expired).toBe(true);
  });

  it('is handed back when the service stops while it claims the lease', async () => {
    const stopping = new AbortController();
    const leases = new DisconnectableLeases(workshop.leases);
    const claim: DisconnectableLeases['claim'] = async (...given) => {
      const handle = await workshop.leases.claim(...given);
      stopping.abort();
      return handle;
    };
    const held = new BlockingHandler();
    const worker = workshop.worker(
      'ingest',
      { [STEP]: held },
      { leases: Object.assign(leases, { claim }), stopping: stopping.signal },
    );
    await worker.onWork(delivery);
    expect(delivery.answer).toBe('nak');
    expect(await workshop.recorded(id, 'StepStarted')).toEqual([]);
    expect((await workshop.leases.isExpired(id, STEP)).expired).toBe(true);
  });

  it('fails for good if its result is too large for an event', async () => {
    const huge: StepHandler = { run: () => Promise.resolve({ ...done, result: { text: 'x'.repeat(300_000) } }) };
    await workshop.worker('ingest', { [STEP]: huge }).onWork(delivery);
    expect(delivery.answer).toBe('ack');
    expect(await workshop.recorded(id, 'StepFailed')).toMatchObject([
      { data: { error: { code: 'result-unrecordable', retryable: false } } },
    ]);
  });

  it('fails for good if its result violates the schema of the event', async () => {
    const size = Number.NaN;
    const artifact = { role: 'source', name: 'a', key: 'k', mediaType: 'video/mp4', size, sha256: '0'.repeat(64) };
    const broken: StepHandler = { run: () => Promise.resolve({ ...done, artifacts: [artifact] }) };
    await workshop.worker('ingest', { [STEP]: broken }).onWork(delivery);
    expect(await workshop.recorded(id, 'StepFailed')).toMatchObject([{ data: { error: { code: 'result-unrecordable' } } }]);
  });

  it('gives its message back if its history was damaged in the meantime', async () => {
    const errors: string[] = [];
    const log = { info: () => undefined, warn: () => undefined, error: (_fields: object, text: string) => errors.push(text) };
    const held = new BlockingHandler();
    const working = workshop.worker('ingest', { [STEP]: held }, { log }).onWork(delivery);
    await until(() => held.context, { what: 'work in hand' });
    workshop.store.inject(id, Buffer.from('no commit'));
    held.letGo();
    await expect(working).rejects.toMatchObject({ kind: 'undecodable' });
    expect(errors).toEqual([]);
    expect((await workshop.leases.isExpired(id, STEP)).expired).toBe(true);
  });

  it('keeps its message if the log refuses its end', async () => {
    const skipping: StepHandler = { run: () => Promise.resolve({ kind: 'skipped', reason: 'not_applicable' }) };
    await workshop.worker('ingest', { [STEP]: skipping }).onWork(delivery);
    expect(delivery.answer).toBe('nak');
    expect(await workshop.recorded(id, 'StepSkipped', STEP)).toEqual([]);
  });

  it('keeps its result if its folder cannot be removed', async () => {
    const artifacts = new Proxy(workshop.artifacts, {
      get: (target, key) =>
        key === 'workspace'
          ? () => Promise.resolve({ dir: '/nowhere', dispose: () => Promise.reject(new Error('busy')) })
          : ((value: unknown) => (typeof value === 'function' ? (value.bind(target) as unknown) : value))(
              Reflect.get(target, key, target),
            ),
    });
    const untidy: StepHandler = { run: async (context) => context.workspace().then(() => done) };
    await workshop.worker('ingest', { [STEP]: untidy }, { artifacts }).onWork(delivery);
    expect(delivery.answer).toBe('ack');
    expect(await workshop.recorded(id, 'StepCompleted', STEP)).toHaveLength(1);
  });

  it('fails if its check throws, and waits if the connection to the log failed', async () => {
    const checked = (error: Error): StepHandler => ({ preflight: () => Promise.reject(error), run: () => Promise.resolve(done) });
    const away = Object.assign(new Error('no answer'), { kind: 'infrastructure' });
    await workshop.worker('ingest', { [STEP]: checked(away) }).onWork(delivery);
    expect(delivery.answer).toBe('nak');
    expect(await workshop.recorded(id, 'StepFailed')).toEqual([]);
    const again = new RecordingDelivery(delivery.message, 2);
    const odd = Object.assign(new Error('file exists'), { code: 'EEXIST' });
    await workshop.worker('ingest', { [STEP]: checked(odd) }).onWork(again);
    expect(again.answer).toBe('ack');
    expect(await workshop.recorded(id, 'StepFailed')).toMatchObject([{ data: { error: { code: 'eexist', retryable: true } } }]);
    expect(await workshop.recorded(id, 'StepStarted')).toEqual([]);
  });
});

describe('a service with damaged data', () => {
  let workshop: Workshop;
  let id: string;
  beforeEach(async () => {
    workshop = new Workshop();
    id = await workshop.start();
    // Takes the message that the start queued off the queue, as if it was lost.
    const lost = new AbortController();
    const onWork = async (delivery: Delivery<WorkMessage>): Promise<void> => {
      await delivery.ack();
      lost.abort();
    };
    await workshop.queue.consume({ service: 'ingest', lane: 'download', concurrency: 1, onWork, signal: lost.signal });
  });
  afterEach(() => workshop.close());

  it('fails the attempt of an unreadable work message and retries it with a new message', async () => {
    await workshop.queue.putRaw(workSubject(await workshop.message(id, STEP)), Buffer.from('spoilt'));
    for (const service of ['ingest', 'processing', 'upload'] as const) workshop.hire(service);
    await until(() => workshop.isOver(id), { what: 'the end of the run' });
    expect(await workshop.status(id)).toBe('READY');
    expect(await workshop.recorded(id, 'StepFailed')).toMatchObject([{ data: { error: { code: 'work-undecodable' } } }]);
  });

  it('stops work on an asset with a damaged history, and continues after its release', async () => {
    workshop.store.inject(id, Buffer.from('no commit'), 'foreign');
    const errors: string[] = [];
    const log = {
      info: () => undefined,
      warn: () => undefined,
      error: (_fields: object, message: string) => errors.push(message),
    };
    workshop.hire('ingest', {}, { log });
    for (const service of ['processing', 'upload'] as const) workshop.hire(service);
    await until(() => errors.includes('cannot read the history of an asset, its steps wait'), { what: 'a word about it' });
    const commit: Commit = {
      id: 'discard',
      at: new Date().toISOString(),
      actor: { kind: 'user', id: 'operator' },
      causationId: 'discard',
      correlationId: 'discard',
      events: [{ type: 'CommitDiscarded', v: 2, data: { commitId: 'foreign' } }],
    };
    await workshop.store.append(id, commit, await workshop.store.head(id));
    await until(() => workshop.isOver(id), { what: 'the end of the run' });
    expect(await workshop.status(id)).toBe('READY');
  });
});
