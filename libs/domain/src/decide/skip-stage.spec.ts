import { STAGES, Journey, aConfig, aRun } from '../testing/journey.js';
import { answered, itemOf, told } from '../testing/told.js';

const transcribing = (): Journey => {
  const journey = aRun().through('DOWNLOAD', 'TRIM');
  journey.start('TRANSCRIBE');
  return journey;
};

describe('skipping a stage', () => {
  it('STG-12: says manual of the stage, skips what needs its result, and goes on with the rest', () => {
    const journey = transcribing();
    expect(told(journey.skipStage('TRANSCRIBE'))).toEqual([
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

  it('ends the attempt that runs, and what its worker still says is late', () => {
    const journey = transcribing();
    journey.skipStage('TRANSCRIBE');
    expect(journey.step('TRANSCRIBE').attempts.at(-1)?.end).toBe('skipped');
    expect(told(journey.complete('TRANSCRIBE'))).toEqual(['LateResultIgnored TRANSCRIBE']);
    expect(journey.step('TRANSCRIBE').phase).toBe('skipped');
  });

  it('takes a stage out beforehand, and one that waits for its retry', () => {
    const early = aRun();
    expect(told(early.skipStage('TRIM'))).toEqual(['StepSkipped TRIM']);
    expect(told(early.through('DOWNLOAD').skipStage('TRIM'))).toEqual([]);
    expect(early.step('TRANSCRIBE').phase).toBe('scheduled');
    const retrying = transcribing();
    retrying.fail('TRANSCRIBE', { retryable: true });
    retrying.skipStage('TRANSCRIBE');
    expect(itemOf(retrying)).toMatchObject({ status: 'PROCESSED', failed: false });
  });

  it('while it is paused starts nothing', () => {
    const journey = transcribing();
    journey.pause();
    journey.skipStage('TRANSCRIBE');
    expect(journey.step('deliver:library')).toMatchObject({ phase: 'pending', attempts: [] });
    expect(told(journey.run())).toEqual(['Resumed', 'StepScheduled deliver:library']);
  });

  it('D36: of the stage that has failed, while another one still runs, saves the run', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('EXTRACT_TOPICS');
    journey.skipStage('EXTRACT_TOPICS');
    journey.complete('GENERATE_SUBTITLES');
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', failed: false });
    expect(journey.step('deliver:library').phase).toBe('scheduled');
  });

  it('D36: of the stage that still runs lets the failure of the other one take effect', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('EXTRACT_TOPICS');
    expect(told(journey.skipStage('GENERATE_SUBTITLES'))).toEqual([
      'StepSkipped GENERATE_SUBTITLES',
      'RunRolledBack EXTRACT_TOPICS',
    ]);
  });

  it('after a rollback is how to get on without the stage that fails', () => {
    const journey = transcribing();
    journey.fail('TRANSCRIBE');
    journey.skipStage('TRANSCRIBE');
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', failed: true, failed_at_stage: 'transcribe' });
    expect(told(journey.run())).toEqual([
      'RunStarted',
      'StepSkipped EXTRACT_TOPICS',
      'StepSkipped GENERATE_SUBTITLES',
      'StepScheduled deliver:library',
    ]);
    expect(itemOf(journey).failed).toBe(false);
  });

  it('holds over further runs, also where the stages before it are still to be done; only a reset takes it back', () => {
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

  it('after a reset holds for the next run', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
    journey.reset();
    journey.skipStage('TRIM');
    expect(itemOf(journey)).toMatchObject({ status: 'INITIALIZED', run: null });
    journey.run();
    journey.through('DOWNLOAD');
    expect(journey.step('TRANSCRIBE').phase).toBe('scheduled');
  });

  it('succeeds where it is skipped, and is refused where it is done or where there is no such stage', () => {
    const journey = aRun(aConfig()).through('DOWNLOAD', 'TRIM');
    journey.skipStage('TRANSCRIBE');
    expect(answered(journey.skipStage('TRANSCRIBE'))).toBe('nothing already-skipped');
    expect(answered(journey.skipStage('TRIM'))).toBe('refused already-completed');
    expect(answered(journey.skipStage('DOWNLOAD'))).toBe('refused no-such-stage');
    expect(answered(journey.skipStage('deliver:library'))).toBe('refused no-such-stage');
    expect(answered(new Journey().register().skipStage('TRIM'))).toBe('refused no-such-stage');
    expect(answered(new Journey().skipStage('TRIM'))).toBe('refused unknown-asset');
  });
});
