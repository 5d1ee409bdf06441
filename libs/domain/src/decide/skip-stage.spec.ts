import { STAGES, Journey, aConfig, aRun } from '../testing/journey.js';
import { summarizeDecision, itemOf, describeDecision } from '../testing/describe-decision.js';

const transcribing = (): Journey => {
  const journey = aRun().through('DOWNLOAD', 'TRIM');
  journey.start('TRANSCRIBE');
  return journey;
};

describe('a skip of a stage by a person', () => {
  it('STG-12: records the reason manual, skips dependents, and continues with the rest', () => {
    const journey = transcribing();
    expect(describeDecision(journey.skipStage('TRANSCRIBE'))).toEqual([
      'StepSkipped TRANSCRIBE',
      'StepSkipped EXTRACT_TOPICS',
      'StepSkipped GENERATE_SUBTITLES',
      'StepScheduled deliver:library',
    ]);
    expect(itemOf(journey).processing_stages.map(({ status, skip_reason }) => [status, skip_reason])).toEqual([
      ['COMPLETED', null],
      ['SKIPPED', 'manual'],
      ['SKIPPED', 'not_applicable'],
      ['SKIPPED', 'not_applicable'],
    ]);
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', failed: false });
  });

  it('ends the running attempt, and makes its worker’s reports late', () => {
    const journey = transcribing();
    journey.skipStage('TRANSCRIBE');
    expect(journey.step('TRANSCRIBE').attempts.at(-1)?.end).toBe('skipped');
    expect(describeDecision(journey.complete('TRANSCRIBE'))).toEqual(['LateResultIgnored TRANSCRIBE']);
    expect(journey.step('TRANSCRIBE').phase).toBe('skipped');
  });

  it('works before the stage has started, and while it waits for a retry', () => {
    const early = aRun();
    expect(describeDecision(early.skipStage('TRIM'))).toEqual(['StepSkipped TRIM']);
    expect(describeDecision(early.through('DOWNLOAD').skipStage('TRIM'))).toEqual([]);
    expect(early.step('TRANSCRIBE').phase).toBe('scheduled');
    const retrying = transcribing();
    retrying.fail('TRANSCRIBE', { retryable: true });
    retrying.skipStage('TRANSCRIBE');
    expect(itemOf(retrying)).toMatchObject({ status: 'PROCESSED', failed: false });
  });

  it('starts nothing during a pause', () => {
    const journey = transcribing();
    journey.pause();
    journey.skipStage('TRANSCRIBE');
    expect(journey.step('deliver:library')).toMatchObject({ phase: 'pending', attempts: [] });
    expect(describeDecision(journey.run())).toEqual(['Resumed', 'StepScheduled deliver:library']);
  });

  it('D36: saves the run if it skips the failed stage while another one still runs', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('EXTRACT_TOPICS');
    journey.skipStage('EXTRACT_TOPICS');
    journey.complete('GENERATE_SUBTITLES');
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', failed: false });
    expect(journey.step('deliver:library').phase).toBe('scheduled');
  });

  it('D36: lets the other stage’s failure take effect if it skips the stage that still runs', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('EXTRACT_TOPICS');
    expect(describeDecision(journey.skipStage('GENERATE_SUBTITLES'))).toEqual([
      'StepSkipped GENERATE_SUBTITLES',
      'RunRolledBack EXTRACT_TOPICS',
    ]);
  });

  it('lets a run continue without the failed stage after a rollback', () => {
    const journey = transcribing();
    journey.fail('TRANSCRIBE');
    journey.skipStage('TRANSCRIBE');
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', failed: true, failed_at_stage: 'transcribe' });
    expect(describeDecision(journey.run())).toEqual([
      'RunStarted',
      'StepSkipped EXTRACT_TOPICS',
      'StepSkipped GENERATE_SUBTITLES',
      'StepScheduled deliver:library',
    ]);
    expect(itemOf(journey).failed).toBe(false);
  });

  it('stays over later runs, even if earlier stages are still to be done; only a reset removes it', () => {
    const journey = aRun();
    journey.skipStage('TRANSCRIBE');
    journey.cancel();
    journey.run();
    journey.through('DOWNLOAD', 'TRIM');
    expect(journey.step('TRANSCRIBE')).toMatchObject({ phase: 'skipped', skipReason: 'manual' });
    expect(journey.step('deliver:library').phase).toBe('scheduled');
    journey.reset();
    journey.run();
    journey.through('DOWNLOAD', 'TRIM');
    expect(journey.step('TRANSCRIBE').phase).toBe('scheduled');
  });

  it('applies to the next run if it follows a reset', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
    journey.reset();
    journey.skipStage('TRIM');
    expect(itemOf(journey)).toMatchObject({ status: 'INITIALIZED', run: null });
    journey.run();
    journey.through('DOWNLOAD');
    expect(journey.step('TRANSCRIBE').phase).toBe('scheduled');
  });

  it('succeeds for a skipped stage, and is refused for a completed or unknown one', () => {
    const journey = aRun(aConfig()).through('DOWNLOAD', 'TRIM');
    journey.skipStage('TRANSCRIBE');
    expect(summarizeDecision(journey.skipStage('TRANSCRIBE'))).toBe('nothing already-skipped');
    expect(summarizeDecision(journey.skipStage('TRIM'))).toBe('refused already-completed');
    expect(summarizeDecision(journey.skipStage('DOWNLOAD'))).toBe('refused no-such-stage');
    expect(summarizeDecision(new Journey().register().skipStage('TRIM'))).toBe('refused no-such-stage');
    expect(summarizeDecision(new Journey().skipStage('TRIM'))).toBe('refused unknown-asset');
  });
});
