import { kindOf } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';
import type { LeaseExpiry, LeaseHandle, Leases } from '@throughline/messaging';
import { until } from '@throughline/stack/testing';
import { AssetCommands } from '../commands/asset-commands.js';
import { DisconnectableLeases } from '../testing/disconnectable-leases.js';
import { RecordingDelivery } from '../testing/recording-delivery.js';
import { SHORT_LEASE, Workshop, done } from '../testing/workshop.js';
import type { StepContext, StepHandler } from './step-handler.js';

const STEP = 'DOWNLOAD';

/** Counts its runs, each of which lasts until it is told to end or is aborted. */
class CountingHandler implements StepHandler {
  runs = 0;
  context: StepContext | undefined;
  readonly #ended = new AbortController();
  end(): void {
    this.#ended.abort();
  }
  async run(context: StepContext): Promise<typeof done> {
    this.runs += 1;
    this.context = context;
    const either = AbortSignal.any([this.#ended.signal, context.signal]);
    if (!either.aborted)
      await new Promise<void>((resolve) => {
        either.addEventListener('abort', () => {
          resolve();
        });
      });
    context.signal.throwIfAborted();
    return done;
  }
}

/** Counts reads, and runs a callback after each claim that conflicts. */
class ObservedLeases extends DisconnectableLeases {
  reads = 0;
  claims = 0;
  constructor(
    leases: Leases,
    private readonly afterConflict: () => Promise<void> = () => Promise.resolve(),
  ) {
    super(leases);
  }
  override async claim(...given: Parameters<Leases['claim']>): Promise<LeaseHandle> {
    this.claims += 1;
    try {
      return await super.claim(...given);
    } catch (error) {
      if (kindOf(error) === 'lease-conflict') await this.afterConflict();
      throw error;
    }
  }
  override isExpired(...given: Parameters<Leases['isExpired']>): Promise<LeaseExpiry> {
    this.reads += 1;
    return super.isExpired(...given);
  }
}

describe('the claim of a first attempt', () => {
  let workshop: Workshop;
  let id: string;
  let first: RecordingDelivery;
  let handler: CountingHandler;
  beforeEach(async () => {
    workshop = new Workshop();
    handler = new CountingHandler();
    id = await workshop.start();
    first = new RecordingDelivery(await workshop.message(id, STEP));
  });
  afterEach(() => workshop.close());

  const isFree = async (): Promise<boolean> => (await workshop.leases.isExpired(id, STEP)).expired;
  const claimAs = (attemptId: string, worker: string): Promise<LeaseHandle> => {
    const startedAt = new Date().toISOString();
    const lease = { assetId: id, step: STEP, attemptId, worker, termMs: 60_000, startedAt, progress: { fraction: 0 } };
    return workshop.leases.claim(lease, undefined);
  };

  it('reads no lease if the step never had one', async () => {
    const leases = new ObservedLeases(workshop.leases);
    handler.end();
    await workshop.worker('ingest', { [STEP]: handler }, { leases }).onWork(first);
    expect(first.answer).toBe('ack');
    expect({ claims: leases.claims, reads: leases.reads }).toEqual({ claims: 1, reads: 0 });
  });

  it('reads the lease first for a redelivered message', async () => {
    const leases = new ObservedLeases(workshop.leases);
    handler.end();
    await workshop.worker('ingest', { [STEP]: handler }, { leases }).onWork(new RecordingDelivery(first.message, 2));
    expect({ claims: leases.claims, reads: leases.reads }).toEqual({ claims: 1, reads: 1 });
  });

  it('leaves a lease to the worker that holds it, even if the message looks new', async () => {
    const working = workshop.worker('ingest', { [STEP]: handler }).onWork(first);
    await until(() => handler.context, { what: 'work in hand' });
    const leases = new ObservedLeases(workshop.leases);
    const other = new CountingHandler();
    const copy = new RecordingDelivery(first.message);
    await workshop.worker('ingest', { [STEP]: other }, { leases }).onWork(copy);
    expect(copy.answer).toBe('nak');
    expect({ runs: other.runs, reads: leases.reads }).toEqual({ runs: 0, reads: 1 });
    expect(handler.context?.signal.aborted).toBe(false);
    handler.end();
    await working;
    expect(first.answer).toBe('ack');
    expect(await workshop.recorded(id, 'StepInterrupted', STEP)).toEqual([]);
  });

  it('gets a released lease, whose record conflicts at first', async () => {
    await (await claimAs(first.message.attemptId, 'ghost')).release();
    const leases = new ObservedLeases(workshop.leases);
    handler.end();
    await workshop.worker('ingest', { [STEP]: handler }, { leases }).onWork(first);
    expect(first.answer).toBe('ack');
    expect({ runs: handler.runs, claims: leases.claims, reads: leases.reads }).toEqual({ runs: 1, claims: 2, reads: 1 });
  });

  it('gets a lease that is released between the conflict and the read', async () => {
    const ghost = await claimAs(first.message.attemptId, 'ghost');
    const leases = new ObservedLeases(workshop.leases, () => ghost.release());
    handler.end();
    await workshop.worker('ingest', { [STEP]: handler }, { leases }).onWork(first);
    expect(first.answer).toBe('ack');
    expect(handler.runs).toBe(1);
  });

  it('does not start an attempt that was closed before the claim, and releases the lease', async () => {
    await workshop.ask(id, { type: 'CancelRun' });
    await workshop.worker('ingest', { [STEP]: handler }).onWork(first);
    expect(handler.runs).toBe(0);
    expect(await workshop.recorded(id, 'StepStarted', STEP)).toEqual([]);
    expect(await isFree()).toBe(true);
    const again = new RecordingDelivery(first.message, 2);
    await workshop.worker('ingest', { [STEP]: handler }).onWork(again);
    expect(again.answer).toBe('ack');
    expect(handler.runs).toBe(0);
  });

  it('does not start an attempt that is closed between the claim and the start', async () => {
    const claim = workshop.leases.claim.bind(workshop.leases);
    const leases = Object.assign(new DisconnectableLeases(workshop.leases), {
      claim: async (...given: Parameters<Leases['claim']>) => {
        const handle = await claim(...given);
        await workshop.ask(id, { type: 'CancelRun' });
        return handle;
      },
    });
    await workshop.worker('ingest', { [STEP]: handler }, { leases }).onWork(first);
    expect(handler.runs).toBe(0);
    expect(await workshop.recorded(id, 'StepStarted', STEP)).toEqual([]);
    expect(await isFree()).toBe(true);
  });

  it('holds the attempt for a term if its worker dies before the start, and then starts it elsewhere', async () => {
    const leases = new DisconnectableLeases(workshop.leases);
    const dead: StepHandler = { preflight: () => new Promise(() => undefined), run: () => Promise.resolve(done) };
    void workshop.worker('ingest', { [STEP]: dead }, { leases, ...SHORT_LEASE }).onWork(first);
    await until(async () => !(await isFree()), { what: 'a claimed lease' });
    leases.cut = true;
    handler.end();
    const again = new RecordingDelivery(first.message, 2);
    await until(
      async () => {
        await workshop.worker('ingest', { [STEP]: handler }).onWork(again);
        return again.answer === 'ack';
      },
      { what: 'the end of the attempt' },
    );
    expect(handler.runs).toBe(1);
    expect(await workshop.recorded(id, 'StepStarted', STEP)).toHaveLength(1);
    expect(await workshop.recorded(id, 'StepInterrupted', STEP)).toEqual([]);
  });
});

const replace = (store: EventStore, replaced: Partial<EventStore>): EventStore =>
  new Proxy(store, {
    get: (target, key) => {
      const value: unknown = Reflect.get(key in replaced ? replaced : target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });

describe('an attempt that begins before the broker listens for it', () => {
  let workshop: Workshop;
  let id: string;
  let first: RecordingDelivery;
  let handler: CountingHandler;
  beforeEach(async () => {
    workshop = new Workshop();
    handler = new CountingHandler();
    id = await workshop.start();
    first = new RecordingDelivery(await workshop.message(id, STEP));
  });
  afterEach(() => workshop.close());

  it('is aborted by a command that was stored in between', async () => {
    let listen: () => void = () => undefined;
    const listening = new Promise<void>((resolve) => {
      listen = resolve;
    });
    const store = replace(workshop.store, {
      watch: async (...given) => {
        await listening;
        await workshop.store.watch(...given);
      },
    });
    const working = workshop.worker('ingest', { [STEP]: handler }, { store }).onWork(first);
    await until(() => handler.context, { what: 'work in hand' });
    await workshop.ask(id, { type: 'CancelRun' });
    listen();
    await working;
    expect(handler.context?.signal.reason).toMatchObject({ why: 'superseded' });
    expect(await workshop.recorded(id, 'StepCompleted', STEP)).toEqual([]);
  });

  it('does not start if the broker cannot listen, and gives its message back', async () => {
    const store = replace(workshop.store, { watch: () => Promise.reject(new Error('the connection was closed')) });
    await workshop.worker('ingest', { [STEP]: handler }, { store }).onWork(first);
    expect(first.answer).toBe('nak');
    expect(handler.runs).toBe(0);
    expect(await workshop.recorded(id, 'StepCompleted', STEP)).toEqual([]);
    expect((await workshop.leases.isExpired(id, STEP)).expired).toBe(true);
  });

  it('does no work before its start is confirmed', async () => {
    const seen: string[] = [];
    const append: EventStore['append'] = async (...given) => {
      const appended = await workshop.store.append(...given);
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
      seen.push(...given[1].events.map(({ type }) => type));
      return appended;
    };
    const commands = new AssetCommands(replace(workshop.store, { append }));
    const run: StepHandler['run'] = () => {
      seen.push('work');
      return Promise.resolve(done);
    };
    await workshop.worker('ingest', { [STEP]: { run } }, { commands }).onWork(first);
    expect(seen.slice(0, 2)).toEqual(['StepStarted', 'work']);
  });
});
