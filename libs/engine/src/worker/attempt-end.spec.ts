import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { RecordingDelivery } from '../testing/recording-delivery.js';
import { SHORT_LEASE, Workshop, done } from '../testing/workshop.js';
import type { EndedAttempt } from './attempt-end.js';
import type { StepHandler } from './step-handler.js';

const troubled = (...errors: Error[]): StepHandler => ({
  run: () => {
    const error = errors.shift();
    return error === undefined ? Promise.resolve(done) : Promise.reject(error);
  },
});

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('aborted'));
    });
  });

describe('onAttemptEnd', () => {
  let workshop: Workshop;
  let ends: EndedAttempt[];
  beforeEach(() => {
    workshop = new Workshop();
    ends = [];
  });
  afterEach(() => workshop.close());

  const startWorkers = (handlers: Readonly<Record<string, StepHandler>>): void => {
    const given = { onAttemptEnd: (end: EndedAttempt) => ends.push(end) };
    workshop.hire('ingest', handlers, given);
    workshop.hire('processing', handlers, given);
    workshop.hire('upload', handlers, given);
  };
  const waitForEnd = (id: string): Promise<unknown> => until(() => workshop.isOver(id), { what: 'the end of the run' });
  const outcomesOf = (step: string): unknown[] =>
    ends.filter((end) => end.step === step).map(({ outcome, code }) => [outcome, code].filter(Boolean).join(' '));

  it('reports every end once, with the codes of the log', async () => {
    startWorkers({
      DOWNLOAD: troubled(new WaitingError('source-busy', 'asks to come later', { retryAfterMs: 10 })),
      TRIM: troubled(new RetryableError('hiccup', 'once'), new RetryableError('hiccup', 'twice')),
      TRANSCRIBE: { run: () => Promise.resolve({ kind: 'skipped', reason: 'no_audio' }) },
      'deliver:library': { run: () => Promise.resolve({ ...done, result: { unconfirmed: true } }) },
    });
    const id = await workshop.start({ retry: { max_attempts: 3, backoff_ms: [10], max_crashes: 3, wait_ms: [10] } });
    await waitForEnd(id);
    await until(() => outcomesOf('deliver:library').length > 0, { what: 'the end of the delivery' });
    expect(outcomesOf('DOWNLOAD')).toEqual(['waiting source-busy', 'completed']);
    expect(outcomesOf('TRIM')).toEqual(['retried hiccup', 'retried hiccup', 'completed']);
    expect(outcomesOf('TRANSCRIBE')).toEqual(['skipped no_audio']);
    expect(outcomesOf('deliver:library')).toEqual(['unconfirmed']);
    const trim = ends.find(({ step }) => step === 'TRIM');
    expect(trim).toMatchObject({ lane: 'media', tookMs: expect.any(Number) as number });
  });

  it('reports final failures as failed', async () => {
    startWorkers({ TRIM: troubled(new PermanentError('broken', 'not to be read')) });
    const id = await workshop.start();
    await waitForEnd(id);
    await until(() => outcomesOf('TRIM').length > 0, { what: 'the end of the trim' });
    expect(outcomesOf('TRIM')).toEqual(['failed broken']);
  });

  it('reports an attempt once if its message is redelivered', async () => {
    const id = await workshop.start();
    const message = await workshop.message(id, 'DOWNLOAD');
    const worker = workshop.worker('ingest', {}, { onAttemptEnd: (end) => ends.push(end) });
    await worker.onWork(new RecordingDelivery(message));
    await worker.onWork(new RecordingDelivery(message, 2));
    expect(outcomesOf('DOWNLOAD')).toEqual(['completed']);
  });

  it('reports an interrupted attempt without a duration from the worker that takes over', async () => {
    const id = await workshop.start();
    const hired = workshop.hire('ingest', { DOWNLOAD: { run: (context) => untilAborted(context.signal) } }, SHORT_LEASE);
    await until(async () => (await workshop.recorded(id, 'StepStarted')).length > 0, { what: 'the start' });
    hired.leases.cut = true;
    workshop.hire('ingest', {}, { onAttemptEnd: (end) => ends.push(end) });
    await until(() => outcomesOf('DOWNLOAD').length === 2, { what: 'both ends' });
    expect(outcomesOf('DOWNLOAD')).toEqual(['interrupted lease-expired', 'completed']);
    expect(ends[0]?.tookMs).toBeUndefined();
  });
});
