import { existsSync } from 'node:fs';
import { PermanentError, WaitingError, type RunConfig } from '@throughline/contracts';
import { isPresent, renderRecording } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { AssetCommands } from '../commands/asset-commands.js';
import { Workshop, done } from '../testing/workshop.js';
import type { StepHandler } from './step-handler.js';

const RETRY: RunConfig['retry'] = { max_attempts: 1, backoff_ms: [1], max_crashes: 3, wait_ms: [30] };

const HOUR_MS = 3_600_000;

class FailingHandler implements StepHandler {
  tries = 0;
  constructor(
    private readonly times: number,
    private readonly error: () => Error,
  ) {}
  async run(): Promise<typeof done> {
    this.tries += 1;
    return this.tries > this.times ? Promise.resolve(done) : Promise.reject(this.error());
  }
}
const noSpace = (): Error => Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' });
const quota = (): Error => new WaitingError('quota', 'The quota of today is used up', { retryAfterMs: 60 });

describe('waiting for a dependency (U21)', () => {
  let workshop: Workshop;
  beforeEach(() => {
    workshop = new Workshop();
  });
  afterEach(() => workshop.close());

  const startWorkers = (handlers: Readonly<Record<string, StepHandler>>): void => {
    workshop.hire('ingest');
    workshop.hire('processing', handlers);
    workshop.hire('upload', handlers);
  };
  const waitForEnd = (id: string): Promise<unknown> => until(() => workshop.isOver(id), { what: 'the end of the run' });

  it.each([
    ['a disk without room', noSpace, 'disk-full'],
    ['a quota', quota, 'quota'],
  ])('%s makes the step wait as long as necessary, without using up a retry', async (_what, error, code) => {
    const trim = new FailingHandler(3, error);
    startWorkers({ TRIM: trim });
    const id = await workshop.start({ retry: RETRY });
    await waitForEnd(id);
    expect(await workshop.status(id)).toBe('READY');
    expect(trim.tries).toBe(4);
    expect(await workshop.recorded(id, 'StepFailed')).toEqual([]);
    expect(await workshop.recorded(id, 'StepWaiting', 'TRIM')).toMatchObject([
      { data: { for: code } },
      { data: { for: code } },
      { data: { for: code } },
    ]);
  });

  it.each([
    ['a crash of its program', new Error('the program has crashed')],
    ['a file that looks broken', new PermanentError('truncated', 'The file is cut')],
  ])('a disk without room explains %s, so it is not a failure', async (_what, error) => {
    let free = 0;
    const trim: StepHandler = {
      run: async (context) => {
        await context.workspace();
        if (free === 0) throw error;
        return done;
      },
    };
    workshop.hire('ingest');
    workshop.hire('upload');
    workshop.hire('processing', { TRIM: trim }, { freeBytes: () => Promise.resolve(free) });
    const id = await workshop.start({ retry: RETRY });
    await until(async () => (await workshop.recorded(id, 'StepWaiting', 'TRIM')).length > 0, { what: 'the wait' });
    free = 1e9;
    await waitForEnd(id);
    expect(await workshop.status(id)).toBe('READY');
    expect(await workshop.recorded(id, 'StepFailed')).toEqual([]);
    const [waiting] = await workshop.recorded(id, 'StepWaiting', 'TRIM');
    expect(waiting).toMatchObject({
      data: { for: 'disk-full' },
      personal: { message: expect.stringContaining(error.message) as string },
    });
  });

  it.each([
    ['has no room without the attempt either', 0, 0, false],
    ['has room only without the attempt', 0, 1e9, true],
    ['has had room all the time, so that another disk is full', 1e9, 1e9, false],
  ])(
    'an attempt that meets a full disk is repeated soon or ever later, if its disk %s',
    async (_disk, during, after, isLater) => {
      let folder = '';
      const trim: StepHandler = {
        run: async (context) => {
          folder = await context.workspace();
          throw noSpace();
        },
      };
      const freeBytes = (): Promise<number> => Promise.resolve(existsSync(folder) ? during : after);
      workshop.hire('ingest');
      workshop.hire('processing', { TRIM: trim }, { freeBytes });
      const id = await workshop.start({ retry: { ...RETRY, wait_ms: [HOUR_MS] } });
      await until(async () => (await workshop.recorded(id, 'StepWaiting', 'TRIM')).length > 0, { what: 'the wait' });
      const { state } = await workshop.asset(id);
      const step = isPresent(state) ? state.steps.find((each) => each.step === 'TRIM') : undefined;
      if (step?.phase !== 'scheduled' || step.waiting === undefined) throw new Error('The step does not wait');
      expect(step.waiting.for).toBe('disk-full');
      const wait = Date.parse(step.waiting.until) - Date.parse(step.waiting.since);
      expect(wait > 60_000).toBe(isLater);
    },
  );

  it('a failure with room on the disk stays a failure', async () => {
    const trim: StepHandler = {
      run: async (context) => {
        await context.workspace();
        throw new PermanentError('truncated', 'The file is cut');
      },
    };
    startWorkers({ TRIM: trim });
    const id = await workshop.start({ retry: RETRY });
    await waitForEnd(id);
    expect(await workshop.recorded(id, 'StepFailed', 'TRIM')).toMatchObject([{ data: { error: { code: 'truncated' } } }]);
  });

  it('the item shows the cause and the start of its wait, and no upload that has not begun (AGG-16)', async () => {
    const refusing: StepHandler = { preflight: () => Promise.reject(quota()), run: () => Promise.resolve(done) };
    startWorkers({ 'deliver:library': refusing });
    const id = await workshop.start({ retry: { ...RETRY, wait_ms: [3_600_000] } });
    await until(async () => (await workshop.recorded(id, 'StepWaiting')).length > 0, { what: 'the wait' });
    const { state, personal } = await workshop.asset(id);
    const [waiting] = await workshop.recorded(id, 'StepWaiting');
    expect(renderRecording(state, personal)).toMatchObject({
      status: 'PROCESSED',
      failed: false,
      waiting_for: [{ step: 'deliver:library', for: 'quota', message: 'The quota of today is used up' }],
    });
    expect(waiting?.data).not.toHaveProperty('message');
  });

  it('a step of a library with quotas starts only once it is admitted', async () => {
    const asked: string[] = [];
    const admit = ({ step }: { readonly step: string }): Promise<void> => {
      asked.push(step);
      return asked.length < 3 ? Promise.reject(new WaitingError('quota-transcription-minutes', 'used up')) : Promise.resolve();
    };
    workshop.hire('ingest', {}, { admit });
    workshop.hire('processing', {}, { admit });
    workshop.hire('upload', {}, { admit });
    const id = await workshop.start({ retry: RETRY }, { metered: true });
    await waitForEnd(id);
    expect(await workshop.status(id)).toBe('READY');
    expect(asked).toEqual(['TRANSCRIBE', 'TRANSCRIBE', 'TRANSCRIBE', 'deliver:library']);
    expect(await workshop.recorded(id, 'StepWaiting')).toMatchObject([
      { data: { step: 'TRANSCRIBE', for: 'quota-transcription-minutes' } },
      { data: { step: 'TRANSCRIBE' } },
    ]);
    expect(await workshop.recorded(id, 'StepStarted', 'TRANSCRIBE')).toHaveLength(1);
  });

  it('a wait that is checked regularly is one commit, and ends with the start of the attempt that was checked', async () => {
    let checks = 0;
    const model: StepHandler = {
      preflight: () => {
        checks += 1;
        return checks <= 5
          ? Promise.reject(new WaitingError('speech-model', 'Waiting for the model', { checkEveryMs: 10 }))
          : Promise.resolve();
      },
      run: () => Promise.resolve(done),
    };
    const ended: string[] = [];
    workshop.hire('ingest');
    workshop.hire('upload');
    workshop.hire('processing', { TRANSCRIBE: model }, { onAttemptEnd: ({ step, outcome }) => ended.push(`${step} ${outcome}`) });
    const id = await workshop.start({ retry: RETRY });
    await waitForEnd(id);
    expect(await workshop.status(id)).toBe('READY');
    expect(checks).toBe(6);
    expect(await workshop.recorded(id, 'StepWaiting')).toMatchObject([{ data: { for: 'speech-model', everyMs: 10 } }]);
    expect((await workshop.recorded(id, 'StepScheduled', 'TRANSCRIBE')).map(({ data }) => data)).toMatchObject([
      { attempt: 1 },
      { attempt: 2 },
    ]);
    expect(await workshop.recorded(id, 'StepStarted', 'TRANSCRIBE')).toHaveLength(1);
    expect(ended.filter((end) => end.startsWith('TRANSCRIBE'))).toEqual(['TRANSCRIBE waiting', 'TRANSCRIBE completed']);
  });

  it('a waiting item lets other items pass', async () => {
    const trim: StepHandler = {
      run: ({ assetId }) => (assetId === first ? Promise.reject(noSpace()) : Promise.resolve(done)),
    };
    startWorkers({ TRIM: trim });
    const first: string = await workshop.start({ retry: { ...RETRY, wait_ms: [3_600_000] } });
    const others = await Promise.all(Array.from({ length: 8 }, () => workshop.start({ retry: RETRY })));
    for (const id of others) await waitForEnd(id);
    await until(async () => (await workshop.recorded(first, 'StepWaiting', 'TRIM')).length > 0, { what: 'the wait' });
    const { state } = await workshop.asset(first);
    expect(isPresent(state) && state.steps.find(({ step }) => step === 'TRIM')).toMatchObject({ waiting: { for: 'disk-full' } });
  });

  it('an unstick retries at once', async () => {
    const trim = new FailingHandler(1, noSpace);
    startWorkers({ TRIM: trim });
    const id = await workshop.start({ retry: { ...RETRY, wait_ms: [3_600_000] } });
    await until(async () => (await workshop.recorded(id, 'StepWaiting')).length > 0, { what: 'the wait' });
    await workshop.ask(id, { type: 'UnstickRun', then: 'retry' });
    await waitForEnd(id);
    expect(await workshop.status(id)).toBe('READY');
  });
});

describe('the limits of an attempt', () => {
  let workshop: Workshop;
  beforeEach(() => {
    workshop = new Workshop();
  });
  afterEach(() => workshop.close());
  const limits = { step_timeout_ms: 60_000, timeout_media_factor: 0, no_progress_ms: 60_000 };
  const stopped = (signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });

  it.each([
    ['timeout', { ...limits, step_timeout_ms: 40 }],
    ['no-progress', { ...limits, no_progress_ms: 40 }],
  ])('%s: a hanging attempt is ended, retried, and can still succeed', async (code, config) => {
    let tries = 0;
    const hanging: StepHandler = {
      run: ({ signal }) => {
        tries += 1;
        return tries === 1 ? stopped(signal) : Promise.resolve(done);
      },
    };
    workshop.hire('ingest', { DOWNLOAD: hanging });
    const id = await workshop.start({ limits: config });
    await until(async () => (await workshop.recorded(id, 'StepCompleted', 'DOWNLOAD')).length > 0, { what: 'the second try' });
    expect(await workshop.recorded(id, 'StepFailed', 'DOWNLOAD')).toMatchObject([
      { data: { error: { code, retryable: true } }, personal: { message: expect.stringContaining('0.04 s') as string } },
    ]);
  });

  it('a hanging check is ended and retried too', async () => {
    let tries = 0;
    const hung: StepHandler = {
      preflight: () => {
        tries += 1;
        return tries === 1 ? new Promise(() => undefined) : Promise.resolve();
      },
      run: () => Promise.resolve(done),
    };
    workshop.hire('ingest', { DOWNLOAD: hung });
    const id = await workshop.start({ limits: { ...limits, no_progress_ms: 40 } });
    await until(async () => (await workshop.recorded(id, 'StepCompleted', 'DOWNLOAD')).length > 0, { what: 'the second try' });
    expect(await workshop.recorded(id, 'StepFailed', 'DOWNLOAD')).toMatchObject([{ data: { error: { code: 'no-progress' } } }]);
    expect(await workshop.recorded(id, 'StepStarted', 'DOWNLOAD')).toHaveLength(1);
  });

  it('an absent broker causes no failure, however long the limits are exceeded', async () => {
    let isAway = false;
    let refused = 0;
    const append: Workshop['store']['append'] = (...given) => {
      if (!isAway) return workshop.store.append(...given);
      refused += 1;
      return Promise.reject(Object.assign(new Error('no answer'), { kind: 'unavailable' }));
    };
    const store = new Proxy(workshop.store, {
      get: (target, key) => {
        const value: unknown = key === 'append' ? append : Reflect.get(target, key, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const noting: StepHandler = {
      run: async (context) => {
        isAway = true;
        await context.checkpoint({ session: 'one' });
        return done;
      },
    };
    workshop.hire('ingest', { DOWNLOAD: noting }, { commands: new AssetCommands(store) });
    const id = await workshop.start({ limits: { ...limits, step_timeout_ms: 60, no_progress_ms: 60 } });
    // The waits between three tries are longer than the limits.
    await until(() => refused >= 3, { what: 'tries' });
    isAway = false;
    await until(async () => (await workshop.recorded(id, 'StepCompleted', 'DOWNLOAD')).length > 0, { what: 'the end' });
    expect(await workshop.recorded(id, 'StepFailed')).toEqual([]);
  });

  it('an attempt with progress is never reported as stalled', async () => {
    const moving: StepHandler = {
      run: async (context) => {
        for (let done = 1; done <= 20; done += 1) {
          await Promise.race([new Promise((resolve) => setTimeout(resolve, 20)), stopped(context.signal)]);
          context.progress({ fraction: done / 20 });
        }
        return done;
      },
    };
    workshop.hire('ingest', { DOWNLOAD: moving });
    const id = await workshop.start({ limits: { ...limits, no_progress_ms: 300 } });
    await until(async () => (await workshop.recorded(id, 'StepCompleted', 'DOWNLOAD')).length > 0, { what: 'the end' });
    expect(await workshop.recorded(id, 'StepFailed')).toEqual([]);
  });
});
