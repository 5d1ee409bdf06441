import { defaultRunConfig } from '../asset/config/defaults.js';
import { isReadyToUpload } from '../status/ready-to-upload.js';
import { aConfig, aRun, type Journey } from '../testing/journey.js';
import { itemOf, describeDecision } from '../testing/describe-decision.js';
import { errorOf, skipReasonOf } from '../asset/steps/steps.js';

const tolerant = aConfig(['library'], { transcription: { ...defaultRunConfig.transcription, allow_errors: true } });
const transcribing = (): Journey => {
  const journey = aRun(tolerant).through('DOWNLOAD', 'TRIM');
  journey.start('TRANSCRIBE');
  return journey;
};
const reasons = (journey: Journey): unknown =>
  itemOf(journey).processing_stages.map(({ stage_type, status, skip_reason }) => [stage_type, skip_reason ?? status]);

describe('tolerated errors (allow_errors)', () => {
  it('FLR-09: are off by default', () => {
    expect(defaultRunConfig.transcription.allow_errors).toBe(false);
  });

  it('FLR-06: skip a finally failed transcription and its dependents in one commit, and the upload continues', () => {
    const journey = transcribing();
    expect(describeDecision(journey.fail('TRANSCRIBE', { message: 'the engine broke' }))).toEqual([
      'StepFailed TRANSCRIBE',
      'StepSkipped TRANSCRIBE',
      'StepSkipped EXTRACT_TOPICS',
      'StepSkipped GENERATE_SUBTITLES',
      'StepScheduled deliver:library',
    ]);
    expect(reasons(journey)).toEqual([
      ['TRIM', 'COMPLETED'],
      ['TRANSCRIBE', 'error'],
      ['EXTRACT_TOPICS', 'parent_failed'],
      ['GENERATE_SUBTITLES', 'parent_failed'],
    ]);
    expect(itemOf(journey).status).toBe('PROCESSED');
    journey.through('deliver:library');
    expect(itemOf(journey).status).toBe('READY');
  });

  it('FLR-08, D6: do not fail the recording; its upload check passes, and the stage keeps its reason', () => {
    const journey = transcribing();
    journey.fail('TRANSCRIBE', { message: 'the engine broke' });
    expect(itemOf(journey)).toMatchObject({ failed: false, failed_at_stage: null, failed_reason: null });
    expect(itemOf(journey).processing_stages[1]).toMatchObject({
      failed: false,
      failed_reason: 'the engine broke',
      skip_reason: 'error',
    });
    expect(isReadyToUpload(journey.state)).toBe(true);
    expect(describeDecision(journey.start('deliver:library'))).toEqual(['StepStarted deliver:library']);
  });

  it.each([
    ['EXTRACT_TOPICS', 'GENERATE_SUBTITLES'],
    ['GENERATE_SUBTITLES', 'EXTRACT_TOPICS'],
  ])('FLR-07: skip only %s, and leave %s unchanged', (step, sibling) => {
    const journey = aRun(tolerant).through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start(step);
    journey.start(sibling);
    const before = journey.step(sibling);
    expect(describeDecision(journey.fail(step))).toEqual([`StepFailed ${step}`, `StepSkipped ${step}`]);
    expect(journey.step(sibling)).toBe(before);
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSING', failed: false });
    expect(describeDecision(journey.complete(sibling))).toEqual([`StepCompleted ${sibling}`, 'StepScheduled deliver:library']);
  });

  it('may happen in two stages side by side, in any order', () => {
    const journey = aRun(tolerant).through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('GENERATE_SUBTITLES');
    journey.fail('EXTRACT_TOPICS');
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', failed: false });
    expect(journey.step('deliver:library').phase).toBe('scheduled');
  });

  it('FLR-14: apply only to a final failure; before it the stage is retried', () => {
    const journey = transcribing();
    expect(describeDecision(journey.fail('TRANSCRIBE', { retryable: true }))).toEqual([
      'StepFailed TRANSCRIBE',
      'StepScheduled TRANSCRIBE',
    ]);
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE', { retryable: true });
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE', { retryable: true });
    expect(journey.step('TRANSCRIBE')).toMatchObject({ phase: 'skipped', skipReason: 'error', failures: 3 });
  });

  it('include a crash loop', () => {
    const journey = transcribing();
    for (let crashes = 1; crashes < 5; crashes += 1) {
      journey.interrupt('TRANSCRIBE');
      journey.start('TRANSCRIBE');
    }
    expect(describeDecision(journey.interrupt('TRANSCRIBE')).slice(0, 3)).toEqual([
      'StepInterrupted TRANSCRIBE',
      'StepFailed TRANSCRIBE',
      'StepSkipped TRANSCRIBE',
    ]);
    expect(errorOf(journey.step('TRANSCRIBE'))?.code).toBe('worker-crashed');
  });

  it('FLR-04: exclude TRIM, without which nothing can continue', () => {
    const journey = aRun(tolerant).through('DOWNLOAD');
    journey.start('TRIM');
    expect(describeDecision(journey.fail('TRIM'))).toEqual(['StepFailed TRIM', 'RunRolledBack TRIM']);
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', failed: true, failed_at_stage: 'trim' });
  });

  it('RUN-07, D35: are not retried by a later run, only after a reset', () => {
    const journey = transcribing();
    journey.fail('TRANSCRIBE');
    journey.start('deliver:library');
    journey.fail('deliver:library');
    expect(describeDecision(journey.run(tolerant))).toEqual(['RunStarted', 'StepScheduled deliver:library']);
    expect(skipReasonOf(journey.step('TRANSCRIBE'))).toBe('error');
    journey.cancel();
    journey.reset();
    journey.run(tolerant);
    journey.through('DOWNLOAD', 'TRIM');
    expect(journey.step('TRANSCRIBE').phase).toBe('scheduled');
  });

  it('make later reports of the failed attempt late', () => {
    const journey = transcribing();
    journey.fail('TRANSCRIBE');
    expect(journey.fail('TRANSCRIBE')).toEqual({ events: [] });
    expect(describeDecision(journey.complete('TRANSCRIBE'))).toEqual(['LateResultIgnored TRANSCRIBE']);
  });
});
