import { aConfig, aRun, Journey } from '../testing/journey.js';
import { renderRecording } from './recording.js';

const runOf = (journey: Journey) => renderRecording(journey.state, journey.personal)?.run;

describe('the plan of the newest run, as a picture of it is drawn from', () => {
  it('is not there before the first run', () => {
    expect(runOf(new Journey().register())).toBeNull();
  });

  it('names every step with what has to end before it, source and deliveries too', () => {
    const steps = runOf(aRun())?.steps ?? [];
    expect(steps[0]).toMatchObject({ step: 'DOWNLOAD', kind: 'source', depends_on: [], status: 'PENDING', attempt: 1 });
    const names = steps.map(({ step }) => step);
    for (const { depends_on } of steps) for (const before of depends_on) expect(names).toContain(before);
    const parallel = steps.filter(({ depends_on }) => depends_on.join() === 'TRANSCRIBE').map(({ step }) => step);
    expect(parallel).toEqual(['EXTRACT_TOPICS', 'GENERATE_SUBTITLES']);
  });

  it('tells where each step stands, as the stages and outputs do', () => {
    const journey = aRun(aConfig());
    journey.through('DOWNLOAD');
    const item = renderRecording(journey.state, journey.personal);
    const step = (name: string) => item?.run?.steps.find((each) => each.step === name);
    expect(step('DOWNLOAD')).toMatchObject({ status: 'COMPLETED', failed: false });
    for (const stage of item?.processing_stages ?? [])
      expect(step(stage.stage_type)).toMatchObject({ status: stage.status, attempt: stage.attempt, failed: stage.failed });
  });
});
