import { aConfig, aRun, Journey } from '../../testing/journey.js';
import { renderRecording } from './recording.js';

const runOf = (journey: Journey) => renderRecording(journey.state, journey.personal)?.run;

describe('the plan of the newest run', () => {
  it('is null before the first run', () => {
    expect(runOf(new Journey().register())).toBeNull();
  });

  it('names every step with its dependencies, including source and deliveries', () => {
    const steps = runOf(aRun())?.steps ?? [];
    expect(steps[0]).toMatchObject({ step: 'DOWNLOAD', kind: 'source', depends_on: [], status: 'PENDING', attempt: 1 });
    const names = steps.map(({ step }) => step);
    for (const { depends_on } of steps) for (const before of depends_on) expect(names).toContain(before);
    const parallel = steps.filter(({ depends_on }) => depends_on.join() === 'TRANSCRIBE').map(({ step }) => step);
    expect(parallel).toEqual(['EXTRACT_TOPICS', 'GENERATE_SUBTITLES']);
  });

  it('keeps the first start of a step after a restart, and starts each attempt with its own progress', () => {
    const journey = aRun(aConfig()).through('DOWNLOAD');
    const stage = (live?: number) =>
      renderRecording(
        journey.state,
        journey.personal,
        live === undefined ? {} : { live: new Map([['TRIM', { fraction: live }]]) },
      )?.processing_stages[0];
    expect(stage()).toMatchObject({ started_at: null, progress: 0 });
    journey.start('TRIM');
    const startedAt = stage()?.started_at;
    expect(startedAt).not.toBeNull();
    journey.later(60_000).interrupt('TRIM', { progress: 0.6 });
    expect(stage()).toMatchObject({ attempt: 2, started_at: startedAt, progress: 0 });
    journey.later(60_000).start('TRIM');
    expect(stage(0.1)).toMatchObject({ attempt: 2, started_at: startedAt, progress: 0.1 });
    journey.fail('TRIM', { retryable: false, progress: 0.3 });
    expect(stage()).toMatchObject({ started_at: startedAt, progress: 0.3 });
    journey.run(aConfig());
    expect(stage()).toMatchObject({ started_at: null, progress: 0 });
  });

  it('shows the state of each step like the stages and outputs', () => {
    const journey = aRun(aConfig());
    journey.through('DOWNLOAD');
    const item = renderRecording(journey.state, journey.personal);
    const step = (name: string) => item?.run?.steps.find((each) => each.step === name);
    expect(step('DOWNLOAD')).toMatchObject({ status: 'COMPLETED', failed: false, completed_at: expect.any(String) });
    expect(step('TRIM')).toMatchObject({ completed_at: null, result: null });
    for (const stage of item?.processing_stages ?? [])
      expect(step(stage.stage_type)).toMatchObject({ status: stage.status, attempt: stage.attempt, failed: stage.failed });
  });
});
