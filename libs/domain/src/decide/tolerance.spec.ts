import { defaultRunConfig } from '../config/defaults.js';
import { isReadyToUpload } from '../status/ready-to-upload.js';
import { aConfig, aRun, type Journey } from '../testing/journey.js';
import { itemOf, told } from '../testing/told.js';

const tolerant = aConfig(['library'], { transcription: { ...defaultRunConfig.transcription, allow_errors: true } });
const transcribing = (): Journey => {
  const journey = aRun(tolerant).through('DOWNLOAD', 'TRIM');
  journey.start('TRANSCRIBE');
  return journey;
};
const reasons = (journey: Journey): unknown =>
  itemOf(journey).processing_stages.map(({ stage_type, status, skip_reason }) => [stage_type, skip_reason ?? status]);

describe('where errors of the text are allowed', () => {
  it('FLR-09: they are not, unless the configuration says so', () => {
    expect(defaultRunConfig.transcription.allow_errors).toBe(false);
  });

  it('FLR-06: a transcription that has finally failed is skipped with what needs it, in one commit, and the upload proceeds', () => {
    const journey = transcribing();
    expect(told(journey.fail('TRANSCRIBE', { message: 'the engine broke' }))).toEqual([
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

  it('FLR-08, D6: the recording is not failed, its upload check passes, and the stage keeps its reason', () => {
    const journey = transcribing();
    journey.fail('TRANSCRIBE', { message: 'the engine broke' });
    expect(itemOf(journey)).toMatchObject({ failed: false, failed_at_stage: null, failed_reason: null });
    expect(itemOf(journey).processing_stages[1]).toMatchObject({
      failed: false,
      failed_reason: 'the engine broke',
      skip_reason: 'error',
    });
    expect(isReadyToUpload(journey.state)).toBe(true);
    expect(told(journey.start('deliver:library'))).toEqual(['StepStarted deliver:library']);
  });

  it.each([
    ['EXTRACT_TOPICS', 'GENERATE_SUBTITLES'],
    ['GENERATE_SUBTITLES', 'EXTRACT_TOPICS'],
  ])('FLR-07: %s alone is skipped, and %s is not touched', (step, sibling) => {
    const journey = aRun(tolerant).through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start(step);
    journey.start(sibling);
    const before = journey.step(sibling);
    expect(told(journey.fail(step))).toEqual([`StepFailed ${step}`, `StepSkipped ${step}`]);
    expect(journey.step(sibling)).toBe(before);
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSING', failed: false });
    expect(told(journey.complete(sibling))).toEqual([`StepCompleted ${sibling}`, 'StepScheduled deliver:library']);
  });

  it('both of two side by side may fail, in any order', () => {
    const journey = aRun(tolerant).through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('GENERATE_SUBTITLES');
    journey.fail('EXTRACT_TOPICS');
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', failed: false });
    expect(journey.step('deliver:library').phase).toBe('scheduled');
  });

  it('FLR-14: only a final failure is tolerated; before it the stage is tried again', () => {
    const journey = transcribing();
    expect(told(journey.fail('TRANSCRIBE', { retryable: true }))).toEqual(['StepFailed TRANSCRIBE', 'StepScheduled TRANSCRIBE']);
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE', { retryable: true });
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE', { retryable: true });
    expect(journey.step('TRANSCRIBE')).toMatchObject({ phase: 'skipped', skipReason: 'error', failures: 3 });
  });

  it('a crash loop is tolerated as any other failure', () => {
    const journey = transcribing();
    for (let crashes = 1; crashes < 5; crashes += 1) {
      journey.interrupt('TRANSCRIBE');
      journey.start('TRANSCRIBE');
    }
    expect(told(journey.interrupt('TRANSCRIBE')).slice(0, 3)).toEqual([
      'StepInterrupted TRANSCRIBE',
      'StepFailed TRANSCRIBE',
      'StepSkipped TRANSCRIBE',
    ]);
    expect(journey.step('TRANSCRIBE').error?.code).toBe('worker-crashed');
  });

  it('FLR-04: a failed trim is not tolerated: without a cut there is nothing to go on with', () => {
    const journey = aRun(tolerant).through('DOWNLOAD');
    journey.start('TRIM');
    expect(told(journey.fail('TRIM'))).toEqual(['StepFailed TRIM', 'RunRolledBack TRIM']);
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', failed: true, failed_at_stage: 'trim' });
  });

  it('RUN-07, D35: a further run repeats nothing of it; a reset does', () => {
    const journey = transcribing();
    journey.fail('TRANSCRIBE');
    journey.start('deliver:library');
    journey.fail('deliver:library');
    expect(told(journey.run(tolerant))).toEqual(['RunStarted', 'StepScheduled deliver:library']);
    expect(journey.step('TRANSCRIBE').skipReason).toBe('error');
    journey.cancel();
    journey.reset();
    journey.run(tolerant);
    journey.through('DOWNLOAD', 'TRIM');
    expect(journey.step('TRANSCRIBE').phase).toBe('scheduled');
  });

  it('what the failed attempt says afterwards is late', () => {
    const journey = transcribing();
    journey.fail('TRANSCRIBE');
    expect(journey.fail('TRANSCRIBE')).toEqual({ events: [] });
    expect(told(journey.complete('TRANSCRIBE'))).toEqual(['LateResultIgnored TRANSCRIBE']);
  });
});
