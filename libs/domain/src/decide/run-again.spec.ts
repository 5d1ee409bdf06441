import type { RunConfig } from '@throughline/contracts';
import { defaultRunConfig } from '../asset/config/defaults.js';
import { isPresent } from '../asset/state.js';
import { aConfig, aRun, aServer, anOutput, Journey, STAGES } from '../testing/index.js';
import { itemOf, describeDecision } from '../testing/describe-decision.js';
import { resolveNextRunConfig } from '../asset/config/next-run.js';
import { previewNextRun } from './plan-of-run.js';

const LIBRARY = 'deliver:library';
const THRESHOLD = 'trimming.silence_threshold';
const quieter = (outputs: readonly string[] = ['library']): RunConfig =>
  aConfig(outputs, { trimming: { enable_trimming: true, silence_threshold: -30 } });
const text = (transcription: Partial<RunConfig['transcription']>, outputs = ['library']): RunConfig =>
  aConfig(outputs, { transcription: { ...defaultRunConfig.transcription, ...transcription } });
const ready = (config: RunConfig = aConfig()): Journey => aRun(config).through('DOWNLOAD', ...STAGES, LIBRARY);
const previewOf = (journey: Journey, config: RunConfig, asked: readonly string[]) => {
  const configSources = Object.fromEntries(asked.map((path) => [path, 'request']));
  const runId = '00000000-0000-7000-9000-000000000099';
  return previewNextRun(journey.state, { type: 'StartRun', now: journey.now, runId, by: 'owner-1', config, configSources });
};

describe('a run of a READY recording', () => {
  it('RUN-08, RUN-26: starts nothing unless the request asks for something new, even if the server’s settings have changed', () => {
    const journey = ready(text({ enable_topics: false }));
    expect(journey.run(text({}))).toMatchObject({ events: [], satisfied: { code: 'already-complete' } });
    expect(journey.run(quieter())).toMatchObject({ events: [], satisfied: { code: 'already-complete' } });
    expect(journey.run(aConfig(), ['outputs', THRESHOLD])).toMatchObject({ events: [], satisfied: { code: 'already-complete' } });
    expect(itemOf(journey)).toMatchObject({ can_run: false });
  });

  it('delivers only to the output that the request names', () => {
    const journey = ready();
    expect(describeDecision(journey.run(aConfig(['library', 'archive']), ['outputs']))).toEqual([
      'RunStarted',
      'StepScheduled deliver:archive',
    ]);
    expect(journey.trail.at(-1)).toBe('UPLOADING');
    journey.through('deliver:archive');
    expect(journey.trail.at(-1)).toBe('READY');
    expect(journey.step(LIBRARY).attempts).toHaveLength(1);
  });

  it('runs a stage that the request enables, and shows earlier deliveries as outdated', () => {
    const journey = aRun(text({ enable_topics: false })).through('DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'GENERATE_SUBTITLES', LIBRARY);
    expect(describeDecision(journey.run(text({}), ['transcription.enable_topics']))).toEqual([
      'RunStarted',
      'StepScheduled EXTRACT_TOPICS',
    ]);
    expect(journey.trail.at(-1)).toBe('PROCESSING');
    expect(itemOf(journey).outputs[0]).toMatchObject({ status: 'UPLOADED', outdated: false });
    journey.through('EXTRACT_TOPICS');
    expect(journey.trail.at(-1)).toBe('READY');
    expect(itemOf(journey).outputs[0]).toMatchObject({ status: 'UPLOADED', outdated: true });
  });

  it('repeats the stage whose setting the request changes and its dependents, and sends nothing again (RUN-07)', () => {
    const journey = ready();
    expect(describeDecision(journey.run(quieter(), [THRESHOLD]))).toEqual(['RunStarted', 'StepScheduled TRIM']);
    expect(STAGES.map((stage) => journey.step(stage).phase)).toEqual(['scheduled', 'pending', 'pending', 'pending']);
    journey.through(...STAGES);
    expect(journey.trail.at(-1)).toBe('READY');
    expect(journey.step(LIBRARY).attempts).toHaveLength(1);
    expect(itemOf(journey).outputs[0]).toMatchObject({ outdated: true });
    expect(journey.run(quieter(), [THRESHOLD])).toMatchObject({
      events: [],
      satisfied: { code: 'already-complete', detail: expect.stringContaining('These have an earlier version: library') },
    });
  });

  it('repeats only one stage if nothing depends on it', () => {
    const journey = ready();
    expect(describeDecision(journey.run(text({ granularity: 'long' }), ['transcription.granularity']))).toEqual([
      'RunStarted',
      'StepScheduled EXTRACT_TOPICS',
    ]);
  });

  it('replaces an outdated output at a person’s request', () => {
    const journey = ready();
    journey.run(quieter(), [THRESHOLD]);
    journey.through(...STAGES);
    expect(describeDecision(journey.send({ type: 'Redeliver', by: 'owner-1', step: LIBRARY }))).toEqual([
      `RedeliveryRequested ${LIBRARY}`,
      `StepScheduled ${LIBRARY}`,
    ]);
    journey.through(LIBRARY);
    expect(itemOf(journey).outputs[0]).toMatchObject({ status: 'UPLOADED', outdated: false });
  });

  it('reports that a changed setting affects no finished step', () => {
    const config = { ...aConfig(), retry: { ...defaultRunConfig.retry, max_attempts: 9 } };
    expect(ready().run(config, ['retry.max_attempts'])).toMatchObject({
      events: [],
      satisfied: { code: 'already-complete', detail: expect.stringContaining('retry.max_attempts') },
    });
  });

  it('RUN-28: has a preview that shows its steps and the effect on outputs', () => {
    const journey = ready();
    const preview = previewOf(journey, quieter(['library', 'archive']), [THRESHOLD, 'outputs']);
    const actions = 'steps' in preview ? preview.steps.map(({ step, action, outdated }) => [step, action, outdated]) : [];
    expect(actions).toEqual([
      ['DOWNLOAD', 'keep', undefined],
      ...STAGES.map((stage) => [stage, 'run', undefined]),
      [LIBRARY, 'keep', true],
      ['deliver:archive', 'run', undefined],
    ]);
    expect(previewOf(journey, aConfig(), []).kind).toBe('nothing');
  });

  it('RUN-06: is refused during a follow-up if it asks for something new', () => {
    const config = { ...aConfig(), outputs: [anOutput('library', { follow_ups: ['thumbnail'] })] };
    const journey = ready(config);
    expect(journey.trail.at(-1)).toBe('READY');
    expect(describeDecision(journey.run({ ...config, ...quieter(), outputs: config.outputs }, [THRESHOLD]))).toEqual([
      'already-running',
    ]);
    expect(journey.run(config)).toMatchObject({ events: [], satisfied: { code: 'already-complete' } });
  });

  it('repeats steps only if its event names them, so that earlier logs keep their states', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE');
    journey.run(quieter());
    expect(journey.step('TRIM').phase).toBe('completed');
    expect(journey.events.filter(({ type }) => type === 'RunStarted').every(({ data }) => !('repeats' in data))).toBe(true);
  });
});

describe('a run after a failure', () => {
  it('D35: repeats a finished stage only if the request changes its setting', () => {
    const failed = (): Journey => {
      const journey = aRun().through('DOWNLOAD', 'TRIM');
      journey.start('TRANSCRIBE');
      journey.fail('TRANSCRIBE');
      return journey;
    };
    expect(describeDecision(failed().run(aConfig(), [THRESHOLD]))).toEqual(['RunStarted', 'StepScheduled TRANSCRIBE']);
    expect(describeDecision(failed().run(quieter(), [THRESHOLD]))).toEqual(['RunStarted', 'StepScheduled TRIM']);
  });
});

describe('the settings listed for a run', () => {
  const server = aServer();
  const started = (config: object, pipeline: 'recording' | 'session' | 'document' = 'recording') => {
    const journey = new Journey().register({ pipeline });
    const resolved = resolveNextRunConfig(journey.state, server, { layers: [{ source: 'request', config }] });
    if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
    journey.send({ type: 'StartRun', runId: '00000000-0000-7000-9000-000000000001', by: 'owner-1', ...resolved });
    return { journey, sources: (isPresent(journey.state) && journey.state.run?.configSources) || {} };
  };

  it('are the settings that its steps use', () => {
    const document = { languages: ['deu'] };
    expect(started({ document }).sources).not.toHaveProperty(['document.languages']);
    expect(started({ document }, 'document').sources).toMatchObject({ 'document.languages': 'request' });
    const session = Object.keys(started({}, 'session').sources);
    expect(session.filter((path) => !/^(retry|limits)\./u.test(path))).toEqual([]);
  });

  it('do not include the settings of a disabled stage', () => {
    const off = started({ trimming: { enable_trimming: false, silence_threshold: -50 } });
    expect(off.sources).toMatchObject({ 'trimming.enable_trimming': 'request' });
    expect(off.sources).not.toHaveProperty([THRESHOLD]);
    expect(started({ trimming: { silence_threshold: -50 } }).sources).toMatchObject({ [THRESHOLD]: 'request' });
  });

  it('are remembered for a later run that uses them', () => {
    const { journey } = started({ trimming: { enable_trimming: false, silence_threshold: -50 } });
    journey.cancel();
    const next = resolveNextRunConfig(journey.state, server, {
      layers: [{ source: 'request', config: { trimming: { enable_trimming: true } } }],
    });
    expect(next).toMatchObject({
      config: { trimming: { silence_threshold: -50 } },
      configSources: { [THRESHOLD]: 'previous run' },
    });
  });
});
