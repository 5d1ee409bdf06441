import { initialState } from '../state.js';
import { Journey, STAGES, aConfig, aRun, aSource, anArtifact } from '../../testing/index.js';
import { currentArtifacts, currentWork, openSteps } from './current-work.js';

const names = (journey: Journey, step: string): readonly string[] | undefined =>
  currentWork(journey.state, step)?.inputs.map(({ name }) => name);
const make = (journey: Journey, step: string, ...files: readonly string[]): void => {
  journey.start(step);
  journey.complete(step, { artifacts: files.map((name) => anArtifact({ name, key: `${step}/${name}` })) });
};

describe('the work of a step', () => {
  it('has what its worker needs: plan, configuration, attempt and source', () => {
    const journey = aRun();
    expect(currentWork(journey.state, 'DOWNLOAD')).toEqual({
      planStep: expect.objectContaining({ step: 'DOWNLOAD', service: 'ingest', lane: 'download' }),
      runId: '00000000-0000-7000-9000-000000000001',
      attempt: 1,
      attemptId: journey.attemptId('DOWNLOAD'),
      config: aConfig(),
      source: aSource(),
      inputs: [expect.objectContaining({ role: 'upload', key: aSource().key, sha256: aSource().sha256 })],
      adoptFrom: [],
      checkpoints: {},
    });
  });

  it('exists only for a step with a current attempt', () => {
    expect(currentWork(initialState, 'DOWNLOAD')).toBeUndefined();
    expect(currentWork(new Journey().register().state, 'DOWNLOAD')).toBeUndefined();
    const journey = aRun();
    expect(currentWork(journey.state, 'TRIM')).toBeUndefined();
    journey.through('DOWNLOAD');
    expect(currentWork(journey.state, 'DOWNLOAD')).toBeUndefined();
  });

  it('names the worker that has started it, and its earliest start', () => {
    const journey = aRun();
    journey.start('DOWNLOAD', 'worker-5');
    expect(currentWork(journey.state, 'DOWNLOAD')).toMatchObject({ startedBy: 'worker-5' });
    journey.fail('DOWNLOAD', { retryable: true });
    const work = currentWork(journey.state, 'DOWNLOAD');
    expect(work?.startedBy).toBeUndefined();
    expect(work?.notBefore).toBe(journey.notBefore('DOWNLOAD'));
  });

  it('has the latest files of all dependencies, and never those of a parallel stage (STG-11)', () => {
    const journey = aRun();
    make(journey, 'DOWNLOAD', 'video.mp4', 'probe.json');
    make(journey, 'TRIM', 'video.mp4', 'audio.mp3');
    make(journey, 'TRANSCRIBE', 'transcript.json');
    make(journey, 'EXTRACT_TOPICS', 'topics.json');
    const stageInputs = ['video.mp4', 'probe.json', 'audio.mp3', 'transcript.json'];
    expect(names(journey, 'GENERATE_SUBTITLES')).toEqual(stageInputs);
    expect(currentWork(journey.state, 'GENERATE_SUBTITLES')?.inputs[0]?.key).toBe('TRIM/video.mp4');
    make(journey, 'GENERATE_SUBTITLES', 'subtitles.srt');
    expect(names(journey, 'deliver:library')).toEqual([...stageInputs, 'topics.json', 'subtitles.srt']);
    expect(currentArtifacts(journey.state).map(({ name }) => name)).toEqual([...stageInputs, 'topics.json', 'subtitles.srt']);
  });

  it('adopts only from attempts of its own run', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.fail('TRIM');
    journey.run();
    expect(currentWork(journey.state, 'TRIM')).toMatchObject({ attempt: 2, adoptFrom: [], checkpoints: {} });
  });
});

describe('open steps', () => {
  it('are the queued and running steps', () => {
    expect(openSteps(initialState)).toEqual([]);
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES);
    journey.start('deliver:one');
    expect(openSteps(journey.state)).toEqual(['deliver:one', 'deliver:two']);
    journey.through('deliver:one', 'deliver:two');
    expect(openSteps(journey.state)).toEqual([]);
  });
});

describe('the work of a follow-up', () => {
  it('has the result of the delivery that it follows', () => {
    const config = { ...aConfig([]), outputs: [{ name: 'tube', type: 'simulated', settings: {}, follow_ups: ['thumbnail'] }] };
    const journey = aRun(config).through('DOWNLOAD', ...STAGES);
    journey.start('deliver:tube');
    expect(currentWork(journey.state, 'deliver:tube')?.delivered).toBeUndefined();
    journey.complete('deliver:tube', { result: { external_id: 'v1' } });
    expect(currentWork(journey.state, 'deliver:tube/thumbnail')?.delivered).toEqual({ external_id: 'v1' });
  });
});
