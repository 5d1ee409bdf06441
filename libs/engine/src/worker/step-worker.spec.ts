import { PermanentError, RetryableError } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { SHORT_LEASE, Workshop, done } from '../testing/workshop.js';
import type { StepContext, StepHandler } from './step-handler.js';

const waitForEnd = (workshop: Workshop, assetId: string): Promise<unknown> =>
  until(() => workshop.isOver(assetId), { what: 'the end of the run' });

const deferred = (): { promise: Promise<void>; resolve: () => void } => {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
};

class GatedHandler implements StepHandler {
  entered = 0;
  #open: () => void = () => undefined;
  readonly #opened = new Promise<void>((resolve) => {
    this.#open = resolve;
  });
  open(): void {
    this.#open();
  }
  async run({ signal }: StepContext): Promise<typeof done> {
    this.entered += 1;
    await Promise.race([
      this.#opened,
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      }),
    ]);
    return done;
  }
}

describe('the workers of a run', () => {
  let workshop: Workshop;
  beforeEach(() => {
    workshop = new Workshop();
  });
  afterEach(() => workshop.close());

  it('do every step once and end READY', async () => {
    for (const service of ['ingest', 'processing', 'upload'] as const) workshop.hire(service);
    const id = await workshop.start();
    await waitForEnd(workshop, id);
    expect(await workshop.status(id)).toBe('READY');
    expect(await workshop.recorded(id, 'StepCompleted')).toHaveLength(6);
  });

  it('do every step once with several processes of each service', async () => {
    for (const service of ['ingest', 'ingest', 'processing', 'processing', 'upload', 'upload'] as const) workshop.hire(service);
    const ids = await Promise.all(Array.from({ length: 10 }, () => workshop.start()));
    for (const id of ids) {
      await waitForEnd(workshop, id);
      expect(await workshop.status(id)).toBe('READY');
      expect(await workshop.recorded(id, 'StepCompleted')).toHaveLength(6);
      expect(await workshop.recorded(id, 'StepInterrupted')).toEqual([]);
    }
  });

  it('retry a failed step after the configured delay', async () => {
    let calls = 0;
    const flaky: StepHandler = {
      run: () => {
        calls += 1;
        return calls < 3 ? Promise.reject(new RetryableError('busy', 'later')) : Promise.resolve(done);
      },
    };
    workshop.hire('ingest', { DOWNLOAD: flaky });
    workshop.hire('processing');
    workshop.hire('upload');
    const id = await workshop.start();
    await waitForEnd(workshop, id);
    expect(await workshop.status(id)).toBe('READY');
    expect(await workshop.recorded(id, 'StepFailed', 'DOWNLOAD')).toHaveLength(2);
  });

  it('give up at once on a permanent error, and roll back', async () => {
    workshop.hire('ingest', { DOWNLOAD: { run: () => Promise.reject(new PermanentError('not-media', 'text')) } });
    const id = await workshop.start();
    await waitForEnd(workshop, id);
    expect(await workshop.status(id)).toBe('INITIALIZED');
    expect(await workshop.recorded(id, 'StepFailed')).toMatchObject([
      { data: { error: { code: 'not-media', retryable: false } } },
    ]);
    expect(await workshop.recorded(id, 'RunRolledBack')).toHaveLength(1);
  });

  it('fail a delivery whose check fails, without recording a start (AGG-16)', async () => {
    workshop.hire('ingest');
    workshop.hire('processing');
    const refusing: StepHandler = {
      preflight: () => Promise.reject(new PermanentError('output-misconfigured', 'no such folder')),
      run: () => Promise.resolve(done),
    };
    workshop.hire('upload', { 'deliver:library': refusing });
    const id = await workshop.start();
    await waitForEnd(workshop, id);
    expect(await workshop.status(id)).toBe('PROCESSED');
    expect(await workshop.recorded(id, 'StepStarted', 'deliver:library')).toEqual([]);
  });

  it('hand attempts back when the service stops, and another worker continues at once', async () => {
    const gate = new GatedHandler();
    const first = workshop.hire('ingest', { DOWNLOAD: gate });
    workshop.hire('processing');
    workshop.hire('upload');
    const id = await workshop.start();
    await until(() => gate.entered > 0, { what: 'work in hand' });
    await first.leave();
    expect(await workshop.recorded(id, 'StepInterrupted')).toMatchObject([{ data: { cause: 'shutdown' } }]);
    workshop.hire('ingest');
    await waitForEnd(workshop, id);
    expect(await workshop.status(id)).toBe('READY');
    expect(await workshop.recorded(id, 'StepFailed')).toEqual([]);
  });

  it('take over from a worker without heartbeats, and record its result as late', async () => {
    const gate = new GatedHandler();
    const sleeper = workshop.hire('ingest', { DOWNLOAD: gate }, SHORT_LEASE);
    workshop.hire('processing');
    workshop.hire('upload');
    const id = await workshop.start();
    await until(() => gate.entered > 0, { what: 'work in hand' });
    sleeper.leases.cut = true;
    workshop.hire('ingest');
    await waitForEnd(workshop, id);
    expect(await workshop.status(id)).toBe('READY');
    gate.open();
    await until(async () => (await workshop.recorded(id, 'LateResultIgnored', 'DOWNLOAD')).length > 0, {
      what: 'the late result',
    });
    expect(await workshop.recorded(id, 'StepCompleted', 'DOWNLOAD')).toHaveLength(1);
    expect(await workshop.recorded(id, 'StepInterrupted', 'DOWNLOAD')).toMatchObject([{ data: { cause: 'lease-expired' } }]);
  });

  it('adopt the complete result of a worker that died before recording it', async () => {
    const buried = deferred();
    let runs = 0;
    const counted: StepHandler = {
      run: () => {
        runs += 1;
        return Promise.resolve(done);
      },
    };
    const dying = workshop.hire(
      'ingest',
      { DOWNLOAD: counted },
      {
        ...SHORT_LEASE,
        failpoint: (name) => {
          if (name !== 'work.done') return Promise.resolve();
          dying.leases.cut = true;
          return buried.promise;
        },
      },
    );
    workshop.hire('processing');
    workshop.hire('upload');
    const id = await workshop.start();
    await until(() => dying.leases.cut, { what: 'the death of the first holder' });
    workshop.hire('ingest', { DOWNLOAD: counted });
    await waitForEnd(workshop, id);
    expect(runs).toBe(1);
    expect(await workshop.recorded(id, 'StepCompleted', 'DOWNLOAD')).toMatchObject([
      { data: { adoptedFrom: expect.any(String) as string } },
    ]);
    buried.resolve();
  });

  it('stop retrying in a crash loop', async () => {
    const never = new GatedHandler();
    const id = await workshop.start();
    for (let crash = 0; crash < 4; crash += 1) {
      const before = (await workshop.recorded(id, 'StepStarted')).length;
      const victim = workshop.hire('ingest', { DOWNLOAD: never }, SHORT_LEASE);
      await until(async () => (await workshop.isOver(id)) || (await workshop.recorded(id, 'StepStarted')).length > before, {
        what: 'another start',
      });
      victim.leases.cut = true;
    }
    await waitForEnd(workshop, id);
    expect(await workshop.recorded(id, 'StepFailed')).toMatchObject([{ data: { error: { code: 'worker-crashed' } } }]);
    expect(await workshop.status(id)).toBe('INITIALIZED');
  });
});
