import { PREVIEW } from '@throughline/contracts';
import { previewsOf } from '../asset/previews/previews-view.js';
import { currentWork, openSteps } from '../asset/steps/current-work.js';
import { STAGES, aConfig, aRun, anOutput, type Journey } from '../testing/journey.js';
import { idle, running, type StatusCase } from '../testing/statuses.js';
import { summarizeDecision, itemOf, describeDecision } from '../testing/describe-decision.js';
import { errorOf } from '../asset/steps/steps.js';

const cases = (list: readonly StatusCase[]): readonly (readonly [string, string, StatusCase])[] =>
  list.map((each) => [each.status, each.how, each]);
const trimming = (config = aConfig()): Journey => {
  const journey = aRun(config).through('DOWNLOAD');
  journey.start('TRIM');
  return journey;
};

describe('unstick', () => {
  it.each(cases(running))('U7: %s (%s): ends the present attempts and queues new ones immediately', (_status, _how, each) => {
    const journey = each.journey();
    const before = openSteps(journey.state);
    const held = before.map((step) => journey.attemptId(step));
    const status = itemOf(journey).status;
    expect(describeDecision(journey.unstick())).toEqual([
      ...before.map((step) => `StepInterrupted ${step}`),
      ...before.map((step) => `StepScheduled ${step}`),
    ]);
    expect(openSteps(journey.state)).toEqual(before);
    for (const step of before) {
      expect(held).not.toContain(journey.attemptId(step));
      expect(currentWork(journey.state, step)?.notBefore).toBeUndefined();
    }
    expect(itemOf(journey).status).toBe(status);
  });

  it('records who asked, and that the attempt was fenced', () => {
    const journey = trimming();
    const attemptId = journey.attemptId('TRIM');
    journey.unstick();
    expect(journey.events.find(({ type }) => type === 'StepInterrupted')?.data).toEqual({
      step: 'TRIM',
      attemptId,
      cause: 'fenced',
      by: 'owner-1',
      progress: 0,
    });
  });

  it('keeps the progress that the worker reported, which never decreases', () => {
    const at = (journey: Journey): unknown =>
      journey.events.filter(({ type }) => type === 'StepInterrupted').map(({ data }) => 'progress' in data && data.progress);
    const journey = trimming();
    journey.unstick({ progress: { TRIM: 0.6, TRANSCRIBE: 0.9 } });
    journey.start('TRIM');
    journey.unstick({ progress: { TRIM: 0.2 } });
    journey.start('TRIM');
    journey.unstick({ progress: { TRIM: 7 } });
    // The step is queued, so no worker has reported progress.
    journey.unstick({ progress: { TRIM: Number.NaN } });
    expect(at(journey)).toEqual([0.6, 0.6, 1, 1]);
  });

  it('U16, U18: prevents a suspended worker from continuing; uses up no retry and counts no crash', () => {
    const journey = trimming();
    const attemptId = journey.attemptId('TRIM');
    const times = 10;
    for (let time = 0; time < times; time += 1) {
      journey.unstick();
      journey.start('TRIM');
    }
    expect(summarizeDecision(journey.send({ type: 'StartStep', step: 'TRIM', attemptId, worker: 'sleeper' }))).toBe(
      'refused stale-attempt',
    );
    expect(summarizeDecision(journey.send({ type: 'CheckpointStep', step: 'TRIM', attemptId, data: {} }))).toBe(
      'refused stale-attempt',
    );
    expect(describeDecision(journey.complete('TRIM', { attemptId }))).toEqual(['LateResultIgnored TRIM']);
    expect(journey.step('TRIM')).toMatchObject({ phase: 'running', failures: 0, crashes: 0 });
    expect(journey.step('TRIM').attempts).toHaveLength(times + 1);
  });

  it('passes on a delivery’s checkpoints, so that nothing is sent twice', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    journey.start('deliver:library');
    journey.checkpoint('deliver:library', { finalising: 'key' });
    journey.unstick();
    expect(currentWork(journey.state, 'deliver:library')).toMatchObject({ attempt: 2, checkpoints: { finalising: 'key' } });
  });

  it('does not wait for a backoff or a missing dependency', () => {
    for (const end of ['fail', 'wait'] as const) {
      const journey = trimming();
      if (end === 'fail') journey.fail('TRIM', { retryable: true });
      else journey.wait('TRIM');
      expect(journey.notBefore('TRIM')).toBeDefined();
      journey.unstick();
      expect(journey.step('TRIM')).toMatchObject({ phase: 'scheduled', failures: end === 'fail' ? 1 : 0 });
      expect(journey.notBefore('TRIM')).toBeUndefined();
      expect(itemOf(journey).waiting_for).toMatchObject([{ for: 'queue' }]);
    }
  });

  it('of one step leaves the others unchanged, and refuses an unknown step', () => {
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES);
    journey.start('deliver:one');
    journey.start('deliver:two');
    expect(describeDecision(journey.unstick({ step: 'deliver:one' }))).toEqual([
      'StepInterrupted deliver:one',
      'StepScheduled deliver:one',
    ]);
    expect(journey.step('deliver:two').phase).toBe('running');
    expect(summarizeDecision(journey.unstick({ step: 'DOWNLOAD' }))).toBe('nothing nothing-stuck');
    expect(summarizeDecision(journey.unstick({ step: 'unknown' }))).toBe('refused unknown-step');
  });

  it('of a paused run ends its running attempts, and queues them again when the run resumes', () => {
    const journey = trimming();
    journey.pause();
    expect(describeDecision(journey.unstick())).toEqual(['StepInterrupted TRIM']);
    expect(itemOf(journey)).toMatchObject({ on_pause: true, status: 'PROCESSING' });
    expect(summarizeDecision(journey.unstick())).toBe('nothing nothing-stuck');
    expect(describeDecision(journey.run())).toEqual(['Resumed', 'StepScheduled TRIM']);
  });

  it('D36: lets a failed run roll back immediately instead of waiting for the stage that still runs', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('EXTRACT_TOPICS');
    expect(describeDecision(journey.unstick())).toEqual(['StepInterrupted GENERATE_SUBTITLES', 'RunRolledBack EXTRACT_TOPICS']);
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', failed: true });
  });

  it.each(cases(idle))('%s (%s): succeeds and adds nothing, or reports that the item is gone', (status, _how, each) => {
    expect(summarizeDecision(each.journey().unstick())).toBe(status === 'EXPIRED' ? 'refused expired' : 'nothing nothing-stuck');
  });
});

describe('unstick with then: fail', () => {
  it.each([
    { step: 'DOWNLOAD', before: [], status: 'INITIALIZED', stage: 'download' },
    { step: 'TRIM', before: ['DOWNLOAD'], status: 'DOWNLOADED', stage: 'trim' },
    { step: 'deliver:library', before: ['DOWNLOAD', ...STAGES], status: 'PROCESSED', stage: 'upload' },
  ])('fails $step for good, like its own final failure', ({ step, before, status, stage }) => {
    const journey = aRun().through(...before);
    journey.start(step);
    journey.unstick({ then: 'fail' });
    expect(itemOf(journey)).toMatchObject({ status, failed: true, failed_at_stage: stage, run: { active: false } });
    expect(errorOf(journey.step(step))).toMatchObject({ code: 'given-up', retryable: false });
    expect(describeDecision(journey.complete(step))).toEqual([`LateResultIgnored ${step}`]);
  });

  it('works before the start, and during a wait', () => {
    const queued = aRun();
    expect(describeDecision(queued.unstick({ then: 'fail' }))).toEqual([
      'StepInterrupted DOWNLOAD',
      'StepFailed DOWNLOAD',
      'RunRolledBack DOWNLOAD',
    ]);
    const waiting = trimming();
    waiting.wait('TRIM');
    waiting.unstick({ then: 'fail' });
    expect(itemOf(waiting)).toMatchObject({ status: 'DOWNLOADED', failed: true, waiting_for: [] });
  });

  it('skips the step if errors are tolerated, and the run continues (FLR-06)', () => {
    const journey = aRun(aConfig(['library'], { transcription: { ...aConfig().transcription, allow_errors: true } }));
    journey.through('DOWNLOAD', 'TRIM');
    journey.start('TRANSCRIBE');
    journey.unstick({ then: 'fail' });
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', failed: false });
    expect(journey.step('deliver:library').phase).toBe('scheduled');
  });

  it('fails only one output with its follow-ups', () => {
    const config = aConfig([], { outputs: [anOutput('one', { follow_ups: ['thumbnail'] }), anOutput('two')] });
    const journey = aRun(config).through('DOWNLOAD', ...STAGES, 'deliver:two');
    journey.start('deliver:one');
    journey.unstick({ then: 'fail', step: 'deliver:one' });
    expect(itemOf(journey)).toMatchObject({ status: 'UPLOADED', failed: false, run: { active: false } });
    expect(journey.step('deliver:one/thumbnail')).toMatchObject({ phase: 'skipped', skipReason: 'parent_failed' });
  });

  it('restarts or gives up the previews by their name alone, with or without a run', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.send({ type: 'RequestPreviews' });
    journey.start(PREVIEW);
    expect(describeDecision(journey.unstick())).toEqual(['StepInterrupted TRIM', 'StepScheduled TRIM']);
    expect(describeDecision(journey.unstick({ step: PREVIEW }))).toEqual([
      `StepInterrupted ${PREVIEW}`,
      `StepScheduled ${PREVIEW}`,
    ]);
    journey.cancel();
    expect(describeDecision(journey.unstick({ step: PREVIEW, then: 'fail' }))).toEqual([
      `StepInterrupted ${PREVIEW}`,
      `StepFailed ${PREVIEW}`,
    ]);
    expect(previewsOf(journey.state).state).toBe('stopped');
    expect(journey.unstick({ step: PREVIEW })).toMatchObject({ events: [], satisfied: { code: 'nothing-stuck' } });
  });
});
