import { aConfig, aRun, aSource, ASSET_ID, Journey, STAGES } from '../testing/index.js';
import { defaultRunConfig } from '../asset/config/defaults.js';
import { attemptIdFor, type Plan, type RunConfig } from '@throughline/contracts';
import { isPresent, type AssetState } from '../asset/state.js';
import type { Decision } from './decision.js';
import { endedAtOf, skipReasonOf } from '../asset/steps/steps.js';

const types = (decision: Decision): readonly string[] =>
  'events' in decision
    ? decision.events.map(({ type, data }) => ('step' in data ? `${type} ${data.step}` : type))
    : [decision.rejected.code];
const switches = (transcription: Partial<RunConfig['transcription']>, enable_trimming = true): Partial<RunConfig> => ({
  trimming: { enable_trimming, silence_threshold: -40 },
  transcription: { ...defaultRunConfig.transcription, ...transcription },
});
const withoutTrim = (plan: Plan): Plan => ({
  ...plan,
  steps: plan.steps
    .filter(({ step }) => step !== 'TRIM')
    .map((each) => ({ ...each, dependsOn: each.dependsOn.map((step) => (step === 'TRIM' ? 'DOWNLOAD' : step)) })),
});
/** Returns the state that a run with another plan would have. */
function withPlan(state: AssetState, change: (plan: Plan) => Plan): AssetState {
  if (!isPresent(state) || state.run === undefined) throw new Error('no run');
  const plan = change(state.run.plan);
  const steps = state.steps.filter(({ step }) => plan.steps.some((planned) => planned.step === step));
  return { ...state, run: { ...state.run, plan }, steps };
}
const finished = (outputs: readonly string[]): Journey =>
  aRun(aConfig(outputs)).through('DOWNLOAD', ...STAGES, ...outputs.map((name) => `deliver:${name}`));

describe('starting a run', () => {
  it('RUN-02: schedules the download of an INITIALIZED recording, and nothing else yet', () => {
    expect(types(new Journey().register().run())).toEqual(['RunStarted', 'StepScheduled DOWNLOAD']);
  });

  it('derives the id of the attempt, so that two writers use the same one', () => {
    const journey = aRun();
    expect(journey.attemptId('DOWNLOAD')).toBe(
      attemptIdFor({ assetId: ASSET_ID, runId: '00000000-0000-7000-9000-000000000001', step: 'DOWNLOAD', attempt: 1 }),
    );
  });

  it('records the plan and the configuration, with the layer of each setting', () => {
    const journey = new Journey().register();
    const config = aConfig();
    journey.send({ type: 'StartRun', by: 'owner-1', runId: 'run-1', config, configSources: { outputs: 'request' } });
    expect(journey.events).toContainEqual(
      expect.objectContaining({
        type: 'RunStarted',
        data: expect.objectContaining({ runId: 'run-1', config, configSources: { outputs: 'request' } }),
      }),
    );
  });

  it('RUN-03, AGG-04: moves a SKIPPED recording out of SKIPPED and runs it', () => {
    const journey = new Journey().register({ isMapped: false });
    journey.run();
    expect(journey.trail).toEqual(['PENDING_SOURCE', 'SKIPPED', 'INITIALIZED']);
  });

  it('RUN-06, RUN-14: is refused while a run is active, whatever its step', () => {
    const journey = aRun();
    expect(types(journey.run())).toEqual(['already-running']);
    journey.start('DOWNLOAD');
    expect(types(journey.run())).toEqual(['already-running']);
    journey.complete('DOWNLOAD');
    expect(types(journey.run())).toEqual(['already-running']);
  });

  it('adds nothing for the active run itself', () => {
    const journey = new Journey().register();
    const start = { type: 'StartRun', by: 'owner-1', runId: 'run-1', config: aConfig(), configSources: {} } as const;
    journey.send(start);
    expect(journey.send(start)).toEqual({ events: [], satisfied: expect.objectContaining({ code: 'already-started' }) });
  });

  it('adds nothing for an earlier run’s id, whose attempts would count for the new run', () => {
    const journey = aRun().through('DOWNLOAD');
    const { runId } = journey.step('DOWNLOAD').attempts[0] ?? { runId: '' };
    journey.reset();
    const again = { type: 'StartRun', by: 'owner-1', runId, config: aConfig(), configSources: {} } as const;
    const started = { events: [], satisfied: expect.objectContaining({ code: 'already-started' }) };
    expect(journey.send(again)).toEqual(started);
    expect(types(journey.run())).toEqual(['RunStarted', 'StepScheduled DOWNLOAD']);
    expect(journey.send(again)).toEqual(started);
  });

  it('RUN-08: adds nothing for a READY recording and reports that it is complete', () => {
    expect(finished(['library']).run()).toEqual({
      events: [],
      satisfied: expect.objectContaining({ code: 'already-complete' }),
    });
  });

  it('D11: adds nothing for a PROCESSED recording without outputs', () => {
    const journey = finished([]);
    expect(journey.trail.at(-1)).toBe('PROCESSED');
    expect(types(journey.run(aConfig([])))).toEqual([]);
  });

  it('RUN-09: is refused while the source is missing', () => {
    const journey = new Journey();
    journey.send({ type: 'RegisterAsset', assetId: ASSET_ID, owner: 'o', title: 't', language: 'en', isMapped: true });
    expect(types(journey.run())).toEqual(['not-runnable']);
    journey.send({ type: 'ProvideSource', source: aSource() });
    expect(types(journey.run())).toEqual(['RunStarted', 'StepScheduled DOWNLOAD']);
  });

  it('is refused for an unknown item', () => {
    expect(types(new Journey().run())).toEqual(['unknown-asset']);
  });

  it('names the invalid setting, and never its value', () => {
    const config = { ...aConfig(), trimming: { enable_trimming: true, silence_threshold: 7 } };
    const decision = new Journey().register().run(config);
    expect(types(decision)).toEqual(['invalid-config']);
    expect(JSON.stringify(decision)).toContain('trimming.silence_threshold');
  });
});

it('transcribes again with other terms, which the configuration knows by their id', () => {
  const withTerms = (vocabulary?: string): RunConfig => aConfig([], switches(vocabulary === undefined ? {} : { vocabulary }));
  const journey = aRun(withTerms()).through('DOWNLOAD', ...STAGES);
  const terms = ['transcription.vocabulary'];
  expect(types(journey.run(withTerms('00000000-0000-5000-9000-000000000001'), terms))).toEqual([
    'RunStarted',
    'StepScheduled TRANSCRIBE',
  ]);
  journey.through('TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES');
  expect(types(journey.run(withTerms('00000000-0000-5000-9000-000000000001'), terms))).toEqual([]);
});

describe('repeating a completed step on request', () => {
  const config = aConfig(['library']);
  const again = (journey: Journey, runId: string, repeat: readonly string[]): Decision =>
    journey.send({ type: 'StartRun', by: 'owner-1', runId, config, configSources: {}, repeat });

  it('repeats the steps that depend on it too, and keeps the download and the delivery', () => {
    const journey = finished(['library']);
    expect(types(again(journey, 'run-again', ['TRANSCRIBE']))).toEqual(['RunStarted', 'StepScheduled TRANSCRIBE']);
    const phases = ['DOWNLOAD', 'TRIM', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES', 'deliver:library'].map(
      (step) => journey.step(step).phase,
    );
    expect(phases).toEqual(['completed', 'completed', 'pending', 'pending', 'completed']);
  });

  it('is refused while a run is active, and adds nothing for a step that was not completed', () => {
    const journey = aRun(config).through('DOWNLOAD');
    expect(types(again(journey, 'run-again', ['TRANSCRIBE']))).toEqual(['already-running']);
    expect(types(again(finished(['library']), 'run-again', ['ENHANCE']))).toEqual([]);
  });
});

describe('disabled stages', () => {
  it('TRM-09: TRANSCRIBE follows the download if TRIM is off', () => {
    const journey = aRun(aConfig([], switches({}, false)));
    expect(types(journey.run(aConfig([], switches({}, false))))).toEqual(['already-running']);
    journey.through('DOWNLOAD');
    expect(journey.step('TRANSCRIBE').phase).toBe('scheduled');
  });

  it.each([
    { off: {}, trim: false, steps: ['TRIM'] },
    { off: { enable_topics: false }, steps: ['EXTRACT_TOPICS'] },
    { off: { enable_subtitles: false }, steps: ['GENERATE_SUBTITLES'] },
    { off: { enable_transcription: false }, steps: ['TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'] },
  ])('STG-09: $steps are SKIPPED/disabled when the run is requested', ({ off, steps, trim = true }) => {
    const journey = aRun(aConfig([], switches(off, trim)));
    for (const step of steps) expect(journey.step(step)).toMatchObject({ phase: 'skipped', skipReason: 'disabled' });
    journey.through('DOWNLOAD', ...STAGES.filter((stage) => !steps.includes(stage)));
    expect(journey.trail.at(-1)).toBe('PROCESSED');
  });

  it('STG-09: a TRIM of an earlier run is SKIPPED/disabled, and its dependents are made again', () => {
    const journey = aRun(aConfig([])).through('DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('GENERATE_SUBTITLES');
    expect(types(journey.run(aConfig([], switches({}, false))))).toEqual([
      'RunStarted',
      'StepSkipped TRIM',
      'StepScheduled TRANSCRIBE',
    ]);
    expect(journey.step('TRIM')).toMatchObject({ phase: 'skipped', skipReason: 'disabled', artifacts: [] });
    expect(journey.step('EXTRACT_TOPICS').phase).toBe('pending');
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE');
    expect(types(journey.run(aConfig([], switches({}, false))))).toEqual([
      'RunStarted',
      'StepSkipped TRIM',
      'StepScheduled TRANSCRIBE',
    ]);
  });

  it.each([
    { title: 'in both runs', before: (plan: Plan) => plan },
    { title: 'and that the plan of an earlier version omits', before: withoutTrim },
  ])('a TRIM that is off $title repeats nothing after it', ({ before }) => {
    const off = aConfig([], switches({}, false));
    const journey = aRun(off).through('DOWNLOAD', 'TRANSCRIBE', 'EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('GENERATE_SUBTITLES');
    journey.state = withPlan(journey.state, before);
    expect(types(journey.run(off))).toContain('StepScheduled GENERATE_SUBTITLES');
    expect(journey.step('TRANSCRIBE')).toMatchObject({ phase: 'completed' });
    expect(journey.step('TRIM')).toMatchObject({ phase: 'skipped', skipReason: 'disabled' });
  });

  it('a newly enabled TRIM repeats the stages after it', () => {
    const journey = aRun(aConfig([], switches({}, false))).through('DOWNLOAD', 'TRANSCRIBE', 'EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('GENERATE_SUBTITLES');
    expect(types(journey.run(aConfig([])))).toEqual(['RunStarted', 'StepScheduled TRIM']);
    journey.through(...STAGES);
    expect(journey.trail.at(-1)).toBe('PROCESSED');
    expect(journey.step('TRANSCRIBE').attempts.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('a stage that is enabled again is the only one to run', () => {
    const journey = aRun(aConfig(['library'], switches({ enable_topics: false })));
    journey.through('DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'GENERATE_SUBTITLES');
    journey.start('deliver:library');
    journey.fail('deliver:library');
    expect(types(journey.run(aConfig(['library'])))).toEqual(['RunStarted', 'StepScheduled EXTRACT_TOPICS']);
  });

  it('D33: the recording is PROCESSED once it is downloaded if every stage is off, with all four stages SKIPPED', () => {
    const journey = aRun(aConfig(['library'], switches({ enable_transcription: false }, false))).through('DOWNLOAD');
    expect(STAGES.map((stage) => skipReasonOf(journey.step(stage)))).toEqual(STAGES.map(() => 'disabled'));
    journey.through('deliver:library');
    expect(journey.trail.slice(1)).toEqual(['INITIALIZED', 'DOWNLOADING', 'PROCESSED', 'UPLOADING', 'READY']);
  });
});

describe('a run after a run', () => {
  it('RUN-04, D35: continues after a rollback without repeating the download or finished stages', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE');
    expect(types(journey.run())).toEqual(['RunStarted', 'StepScheduled TRANSCRIBE']);
    expect(journey.step('TRIM').phase).toBe('completed');
  });

  it('continues the attempt numbers, with a new retry budget', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE');
    journey.run();
    expect(journey.step('TRANSCRIBE')).toMatchObject({ failures: 0, phase: 'scheduled' });
    expect(journey.step('TRANSCRIBE').attempts.map(({ number, end }) => [number, end])).toEqual([
      [1, 'failed'],
      [2, undefined],
    ]);
  });

  it('RUN-07, UPL-11: sends only outputs that are not uploaded, and keeps the others unchanged', () => {
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES, 'deliver:one');
    journey.start('deliver:two');
    journey.fail('deliver:two');
    expect(journey.trail.at(-1)).toBe('UPLOADED');
    const uploadedAt = endedAtOf(journey.step('deliver:one'));
    expect(types(journey.run(aConfig(['one', 'two'])))).toEqual(['RunStarted', 'StepScheduled deliver:two']);
    journey.through('deliver:two');
    expect(journey.trail.at(-1)).toBe('READY');
    expect(journey.step('deliver:one')).toMatchObject({ endedAt: uploadedAt, phase: 'completed' });
  });

  it('drops an output that the new configuration no longer names, unless it was uploaded', () => {
    const journey = aRun(aConfig(['one', 'two', 'three'])).through('DOWNLOAD', ...STAGES, 'deliver:one');
    for (const step of ['deliver:two', 'deliver:three']) {
      journey.start(step);
      journey.fail(step);
    }
    expect(types(journey.run(aConfig(['three'])))).toEqual([
      'RunStarted',
      'StepSkipped deliver:two',
      'StepScheduled deliver:three',
    ]);
    journey.through('deliver:three');
    expect(journey.step('deliver:one').phase).toBe('completed');
    expect(journey.trail.at(-1)).toBe('READY');
  });

  it('FLR-15: clears the failure at its start, while the history keeps it', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD');
    journey.run();
    journey.through('DOWNLOAD', ...STAGES, 'deliver:library');
    expect(journey.trail.at(-1)).toBe('READY');
    expect(journey.events.filter(({ type }) => type === 'StepFailed')).toHaveLength(1);
  });
});
