import { aConfig, aRun, STAGES, type Journey } from '../testing/index.js';
import { renderRecording } from '../kinds/views/recording.js';
import type { RecordingItem } from '../kinds/views/recording.js';
import type { Decision } from './decision.js';
import { errorOf } from '../asset/steps/steps.js';

const types = (decision: Decision): readonly string[] =>
  'events' in decision ? decision.events.map(({ type }) => type) : [decision.rejected.code];
const item = (journey: Journey): RecordingItem => {
  const rendered = renderRecording(journey.state, journey.personal);
  if (rendered === undefined) throw new Error('The journey has no item');
  return rendered;
};
const failing = (step: string, before: readonly string[], isMapped = true): Journey => {
  const journey = aRun(aConfig(), { isMapped }).through(...before);
  journey.start(step);
  journey.fail(step, { code: 'bad-file', message: 'The file is broken', progress: 0.4 });
  return journey;
};

describe('an automatic retry', () => {
  it('FLR-14: records the failure and the next attempt in one commit, with no rollback', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    const decision = journey.fail('DOWNLOAD', { retryable: true, code: 'timeout', progress: 0.25 });
    const retryAt = new Date(Date.parse(journey.now) + 2_000).toISOString();
    expect('events' in decision ? decision.events : []).toEqual([
      expect.objectContaining({
        type: 'StepFailed',
        data: expect.objectContaining({ error: { code: 'timeout', retryable: true }, progress: 0.25, retryAt }),
        personal: { message: 'it broke' },
      }),
      expect.objectContaining({
        type: 'StepScheduled',
        data: expect.objectContaining({ step: 'DOWNLOAD', attempt: 2, notBefore: retryAt }),
      }),
    ]);
    expect(item(journey)).toMatchObject({ status: 'DOWNLOADING', failed: false });
  });

  it('waits according to the backoff list, whose last entry repeats, and at least as long as the other side asks', () => {
    const retry = { max_attempts: 9, backoff_ms: [1_000, 5_000], max_crashes: 3 };
    const journey = aRun(aConfig([], { retry }));
    const waits = [undefined, undefined, undefined, 60_000, 500, Number.NaN, Infinity].map((retryAfterMs) => {
      journey.start('DOWNLOAD');
      journey.fail('DOWNLOAD', { retryable: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
      return Date.parse(journey.notBefore('DOWNLOAD') ?? '') - Date.parse(journey.now);
    });
    expect(waits).toEqual([1_000, 5_000, 5_000, 60_000, 5_000, 5_000, 604_800_000]);
  });

  it('shows the stage as PENDING with the time of the retry and the last error, while the recording stays PROCESSING', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.fail('TRIM', { retryable: true, progress: 0.5, message: 'The tool has ended' });
    expect(item(journey)).toMatchObject({ status: 'PROCESSING', failed: false, ready_to_upload: false });
    expect(item(journey).processing_stages[0]).toMatchObject({
      stage_type: 'TRIM',
      status: 'PENDING',
      failed: false,
      failed_reason: 'The tool has ended',
      failed_at: journey.now,
      attempt: 2,
      progress: 0,
      retry_at: journey.notBefore('TRIM'),
    });
    journey.start('TRIM');
    expect(item(journey).processing_stages[0]).toMatchObject({ failed_reason: null, failed_at: null, retry_at: null });
  });

  it('ends when all attempts are used up', () => {
    const journey = aRun();
    for (const retryable of [true, true, true]) {
      journey.start('DOWNLOAD');
      journey.fail('DOWNLOAD', { retryable });
    }
    expect(journey.step('DOWNLOAD')).toMatchObject({ phase: 'failed', failures: 3 });
    expect(item(journey)).toMatchObject({ status: 'INITIALIZED', failed: true });
  });

  it('does not follow a permanent failure', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    expect(types(journey.fail('DOWNLOAD', { retryable: false }))).toEqual(['StepFailed', 'RunRolledBack']);
  });

  it('FLR-17: is an event with its count, and the history keeps the earlier failures', () => {
    const journey = aRun();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      journey.start('DOWNLOAD');
      journey.fail('DOWNLOAD', { retryable: true });
    }
    journey.through('DOWNLOAD');
    const scheduled = journey.events.flatMap((event) =>
      event.type === 'StepScheduled' && event.data.step === 'DOWNLOAD' ? [event.data.attempt] : [],
    );
    expect(scheduled).toEqual([1, 2, 3]);
    expect(journey.events.filter(({ type }) => type === 'StepFailed')).toHaveLength(2);
    expect(errorOf(journey.step('DOWNLOAD'))).toBeUndefined();
  });

  it('keeps UPLOADING between the attempts of a started upload, and never shows it for a failed check (AGG-16)', () => {
    const begun = aRun().through('DOWNLOAD', ...STAGES);
    begun.start('deliver:library');
    begun.fail('deliver:library', { retryable: true });
    expect(begun.trail.at(-1)).toBe('UPLOADING');
    const checked = aRun().through('DOWNLOAD', ...STAGES);
    checked.fail('deliver:library', { retryable: true });
    expect(checked.trail.at(-1)).toBe('PROCESSED');
    checked.fail('deliver:library', { retryable: false });
    expect(checked.trail).not.toContain('UPLOADING');
  });

  it('replaces an unstable code and an impossible progress by valid values', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD', { code: 'Not A Code!', progress: Number.NaN });
    expect(errorOf(journey.step('DOWNLOAD'))?.code).toBe('unexpected');
    expect(journey.step('DOWNLOAD')).toMatchObject({ progress: 0 });
  });
});

describe('a final failure', () => {
  it.each([
    { rule: 'FLR-02', isMapped: true, status: 'INITIALIZED' },
    { rule: 'FLR-03', isMapped: false, status: 'SKIPPED' },
  ])('$rule: of the download gives $status if is_mapped is $isMapped', ({ isMapped, status }) => {
    expect(item(failing('DOWNLOAD', [], isMapped))).toMatchObject({ status, failed: true, failed_at_stage: 'download' });
  });

  it.each([
    { rule: 'FLR-04', step: 'TRIM', before: ['DOWNLOAD'], word: 'trim' },
    { rule: 'FLR-05', step: 'TRANSCRIBE', before: ['DOWNLOAD', 'TRIM'], word: 'transcribe' },
  ])('$rule: of $step gives DOWNLOADED with the stage FAILED', ({ step, before, word }) => {
    const journey = failing(step, before);
    expect(item(journey)).toMatchObject({
      status: 'DOWNLOADED',
      failed: true,
      failed_at_stage: word,
      failed_reason: 'The file is broken',
      failed_at: journey.now,
      ready_to_upload: false,
      is_runtime: false,
      can_run: true,
    });
    expect(item(journey).processing_stages.find(({ stage_type }) => stage_type === step)).toMatchObject({
      status: 'FAILED',
      failed: true,
      failed_reason: 'The file is broken',
      failed_at: journey.now,
      progress: 0.4,
    });
  });

  it('is compensated by an event with the step, the reason and the target', () => {
    expect(failing('TRIM', ['DOWNLOAD']).events.at(-1)).toMatchObject({
      type: 'RunRolledBack',
      data: { step: 'TRIM', code: 'bad-file', target: 'DOWNLOADED' },
    });
  });

  it('FLR-13: shows the code if the message was erased', () => {
    const { state } = failing('TRIM', ['DOWNLOAD']);
    expect(renderRecording(state, {})).toMatchObject({ failed_reason: 'bad-file', title: null });
  });

  it.each(['EXTRACT_TOPICS', 'GENERATE_SUBTITLES'])(
    'D36, FLR-05: of %s waits for the stage that still runs, keeps its result, and then rolls back',
    (step) => {
      const sibling = step === 'EXTRACT_TOPICS' ? 'GENERATE_SUBTITLES' : 'EXTRACT_TOPICS';
      const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
      journey.start(step);
      journey.start(sibling);
      expect(types(journey.fail(step))).toEqual(['StepFailed']);
      const failedAt = journey.now;
      expect(item(journey)).toMatchObject({ status: 'PROCESSING', failed: false });
      expect(types(journey.run())).toEqual(['already-running']);
      expect(types(journey.complete(sibling))).toEqual(['StepCompleted', 'RunRolledBack']);
      expect(item(journey)).toMatchObject({ status: 'DOWNLOADED', failed: true, failed_at: failedAt });
      expect(journey.step(sibling).phase).toBe('completed');
      expect(types(journey.run())).toEqual(['RunStarted', 'StepScheduled']);
    },
  );

  it('D36: withdraws a queued sibling, so that nothing new starts', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    expect(types(journey.fail('EXTRACT_TOPICS'))).toEqual(['StepFailed', 'RunRolledBack']);
    expect(journey.step('GENERATE_SUBTITLES').phase).toBe('pending');
    expect(types(journey.start('GENERATE_SUBTITLES'))).toEqual(['stale-attempt']);
    journey.run();
    expect(journey.step('GENERATE_SUBTITLES').phase).toBe('scheduled');
  });

  it('D36: prevents a retry of a sibling that fails after it, and remains the failure that is shown', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('GENERATE_SUBTITLES');
    expect(types(journey.fail('EXTRACT_TOPICS', { retryable: true }))).toEqual(['StepFailed', 'RunRolledBack']);
    expect(journey.step('EXTRACT_TOPICS').phase).toBe('failed');
    expect(journey.events.filter((event) => event.type === 'StepFailed' && event.data.retryAt !== undefined)).toEqual([]);
    expect(item(journey).failed_at_stage).toBe('subtitles');
  });

  it('D36: leaves a sibling that is interrupted after it to the next run', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('GENERATE_SUBTITLES');
    expect(types(journey.interrupt('EXTRACT_TOPICS'))).toEqual(['StepInterrupted', 'RunRolledBack']);
    expect(journey.step('EXTRACT_TOPICS').phase).toBe('pending');
  });

  it('adds nothing when it is repeated', () => {
    const journey = failing('TRIM', ['DOWNLOAD']);
    expect(journey.fail('TRIM')).toEqual({ events: [] });
  });

  it('is cleared by a successful new run, which ends in the same status as a run without faults', () => {
    const journey = failing('TRIM', ['DOWNLOAD']);
    journey.run();
    journey.through(...STAGES, 'deliver:library');
    const clean = aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
    expect(item(journey)).toMatchObject({ status: 'READY', failed: false, failed_reason: null });
    expect(item(clean)).toMatchObject({ status: 'READY', failed: false, failed_reason: null });
  });
});

describe('a failed upload', () => {
  const two = (): Journey => aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES);

  it('FLR-10, UPL-03, AGG-11: makes its output FAILED, and as the only one gives PROCESSED and sets failed (FLR-11)', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    journey.start('deliver:library');
    expect(types(journey.fail('deliver:library', { message: 'disk is read-only' }))).toEqual(['StepFailed']);
    expect(item(journey)).toMatchObject({
      status: 'PROCESSED',
      failed: true,
      failed_at_stage: 'upload',
      failed_reason: 'disk is read-only',
      upload_summary: { total: 1, uploaded: 0, failed: 1, partial: false },
      outputs: [{ id: 'library', target_type: 'folder', status: 'FAILED', failed: true, failed_reason: 'disk is read-only' }],
      can_run: true,
    });
  });

  it('FLR-10, FLR-11, FLR-12, AGG-10: gives UPLOADED, not failed, and a partial summary if another one succeeded', () => {
    const journey = two().through('deliver:one');
    journey.start('deliver:two');
    journey.fail('deliver:two');
    expect(item(journey)).toMatchObject({
      status: 'UPLOADED',
      failed: false,
      upload_summary: { total: 2, uploaded: 1, failed: 1, partial: true },
    });
  });

  it('AGG-08, D1: leaves UPLOADING while another output is uploading or waits', () => {
    const journey = two();
    journey.start('deliver:one');
    journey.fail('deliver:one');
    expect(item(journey).status).toBe('UPLOADING');
    journey.start('deliver:two');
    expect(item(journey).status).toBe('UPLOADING');
    journey.complete('deliver:two');
    expect(item(journey).status).toBe('UPLOADED');
  });

  it('D34, AGG-22: does not block its retry, because a new run clears the flag before the check', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    journey.start('deliver:library');
    journey.fail('deliver:library');
    journey.run();
    expect(item(journey)).toMatchObject({ status: 'PROCESSED', failed: false });
    journey.through('deliver:library');
    expect(item(journey)).toMatchObject({ status: 'READY', failed: false });
  });
});
