import { patternIdOf, type MetadataPatterns, type OutputConfig, type StoredSettings } from '@throughline/contracts';
import fc from 'fast-check';
import { isPresent, type Asset, type RunState } from '../state.js';
import { previewNextRun } from '../../decide/plan-of-run.js';
import { previewRunTexts } from '../../decide/preview-run-texts.js';
import { findOutputPatterns, findPatterns, identifyPatterns, identifySettings, patternsFor } from '../texts/sealed-patterns.js';
import { sourcesOf } from '../steps/run.js';
import { Journey, aServer, anOutput } from '../../testing/index.js';
import { OUTPUT, REQUEST } from './layer-names.js';
import { listOutputs, toMetadataLayer, type LibraryConfig, type TemplateConfig } from './library.js';
import { resolveNextRunConfig, type NextRunConfig, type RequestedConfig } from './next-run.js';
import { leavesOf, valueAt } from './paths.js';

const OUTPUTS = ['library', 'archive', 'channel'];
const TRIMMING = 'trimming.enable_trimming';

const processing = fc.record(
  {
    trimming: fc.record({ enable_trimming: fc.boolean(), silence_threshold: fc.constantFrom(-30, -50) }, { requiredKeys: [] }),
    transcription: fc.record(
      {
        enable_transcription: fc.boolean(),
        enable_topics: fc.boolean(),
        enable_subtitles: fc.boolean(),
        allow_errors: fc.boolean(),
        granularity: fc.constantFrom('short', 'long'),
      },
      { requiredKeys: [] },
    ),
    topics_display: fc.record({ max_length: fc.integer({ min: 10, max: 50 }) }, { requiredKeys: [] }),
    retry: fc.record({ max_attempts: fc.integer({ min: 1, max: 9 }) }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);
const metadata = fc.record(
  {
    title_pattern: fc.constantFrom('{title}', '{date} {title}'),
    description_pattern: fc.constantFrom('Notes', 'Summary'),
    topics_display: fc.record({ enabled: fc.boolean(), max_length: fc.integer({ min: 10, max: 50 }) }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);
const outputs = fc.subarray(OUTPUTS);
const stored: fc.Arbitrary<StoredSettings> = fc.record(
  {
    processing_config: processing,
    metadata_config: metadata,
    output_config: fc.record({ outputs, auto_upload: fc.boolean() }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);
const absentOr = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const OWN_TITLE = 'An own title';
/** The texts of outputs that have some of their own. */
const ownTexts: fc.Arbitrary<Partial<Record<string, MetadataPatterns>>> = fc.dictionary(
  fc.constantFrom(...OUTPUTS),
  fc.record({ title_pattern: fc.constant(OWN_TITLE), description_pattern: fc.constant('Own notes') }, { requiredKeys: [] }),
);

const worlds = fc.record({
  defaults: processing,
  ownTexts,
  user: absentOr(stored),
  template: absentOr(stored),
  earlier: absentOr(stored),
  /** The template is bound after the earlier run instead of before it. */
  isBoundLater: fc.boolean(),
  runTemplate: absentOr(stored),
  isBoundByRun: fc.boolean(),
  preferences: absentOr(stored),
  request: absentOr(stored),
});
type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never;

/** The settings of a layer by path; outputs as a list of names. */
type Named = ReadonlyMap<string, unknown>;
const namedBy = (settings: StoredSettings | undefined): Named =>
  new Map([
    ...leavesOf(settings?.processing_config ?? {}).filter(([, value]) => typeof value !== 'object'),
    ...leavesOf({ topics_display: settings?.metadata_config?.topics_display }).filter(([, value]) => typeof value !== 'object'),
    ...(['title_pattern', 'description_pattern'] as const).flatMap((name) => {
      const pattern = settings?.metadata_config?.[name];
      return pattern === undefined ? [] : [[`metadata.${name}`, patternIdOf(pattern)] as const];
    }),
    ...Object.entries(settings?.output_config ?? {}),
  ]);

const asRequest = (settings: StoredSettings | undefined, library: LibraryConfig): RequestedConfig => ({
  layers:
    settings === undefined
      ? []
      : [
          {
            source: REQUEST,
            config: {
              ...settings.processing_config,
              ...toMetadataLayer(identifySettings(settings).metadata_config ?? {}, settings.processing_config ?? {}),
              ...(settings.output_config?.auto_upload === undefined ? {} : { auto_upload: settings.output_config.auto_upload }),
              ...(settings.output_config?.outputs === undefined
                ? {}
                : { outputs: listOutputs(library).filter(({ name }) => settings.output_config?.outputs?.includes(name)) }),
            },
          },
        ],
});

const resolve = (
  journey: Journey,
  library: LibraryConfig,
  asked: RequestedConfig,
): Exclude<NextRunConfig, { problems: unknown }> => {
  const next = resolveNextRunConfig(journey.state, library, asked);
  if ('problems' in next) throw new Error(JSON.stringify(next.problems));
  return next;
};

const aTemplate = (id: number, settings: StoredSettings): TemplateConfig => ({
  id,
  name: `t${String(id)}`,
  isDraft: false,
  settings,
});
const BOUND = 15;
const OF_RUN = 16;
const TEXTS = ['{title}', '{date} {title}', 'Notes', 'Summary'];

/** Plays what happens before the next run. */
function playEarlier({ template, earlier, isBoundLater, preferences }: World, library: LibraryConfig): Journey {
  const journey = new Journey().register();
  const bind = (): unknown => journey.send({ type: 'BindTemplate', by: 'owner-1', template: BOUND });
  if (template !== undefined && !isBoundLater) bind();
  if (earlier !== undefined) {
    const config = resolve(journey, library, asRequest(earlier, library));
    journey.send({ type: 'StartRun', runId: '00000000-0000-7000-9000-000000000001', by: 'owner-1', ...config });
    journey.cancel();
  }
  if (template !== undefined && isBoundLater) bind();
  if (preferences !== undefined) journey.send({ type: 'SetPreferences', by: 'owner-1', preferences });
  return journey;
}

const outputOf = (name: string, own: MetadataPatterns | undefined): OutputConfig =>
  anOutput(name, own === undefined || Object.keys(own).length === 0 ? {} : { metadata: identifyPatterns(own) });

/** Plays a world up to its next run, and returns everything that the run depends on. */
function prepare(world: World): { readonly journey: Journey; readonly library: LibraryConfig; readonly asked: RequestedConfig } {
  const { template, runTemplate, user, request } = world;
  const templates = new Map([
    [BOUND, aTemplate(BOUND, template ?? {})],
    [OF_RUN, aTemplate(OF_RUN, runTemplate ?? {})],
  ]);
  const library: LibraryConfig = {
    ...aServer(OUTPUTS, { defaults: world.defaults, outputs: OUTPUTS.map((name) => outputOf(name, world.ownTexts[name])) }),
    templates,
    ...(user === undefined ? {} : { user }),
  };
  const journey = playEarlier(world, library);
  const ofRun = runTemplate === undefined ? {} : { template: aTemplate(OF_RUN, runTemplate), isBound: world.isBoundByRun };
  return { journey, library, asked: { ...asRequest(request, library), ...ofRun } };
}

const NOTHING: Named = new Map();

/** Returns true if the template was bound after the earlier run. */
const isRebound = ({ runTemplate, isBoundByRun, template, isBoundLater }: World): boolean =>
  (runTemplate !== undefined && isBoundByRun) || (template !== undefined && isBoundLater);

/** Returns true if the user's settings named it, and still do. */
const isUsersOwn = (world: World, run: RunState, path: string): boolean =>
  sourcesOf(run)[path] === 'user' && namedBy(world.user).has(path);

/** Returns the outputs that continue below the template because no request named them, and the hold for a review. */
function expectContinued(world: World, run: RunState | undefined): Named {
  if (run === undefined) return NOTHING;
  const isRequested = run.configSources['outputs'] === REQUEST && !isRebound(world);
  const isUsersHold = isUsersOwn(world, run, 'auto_upload') || namedBy(world.user).get('auto_upload') === false;
  return new Map<string, unknown>([
    ...(isRequested || isUsersOwn(world, run, 'outputs')
      ? []
      : [['outputs', run.config.outputs.map(({ name }) => name)] as const]),
    ...(run.config.auto_upload === false && !isUsersHold ? [['auto_upload', false] as const] : []),
  ]);
}

/** Returns what each layer names, the lowest first, without the rules of the code under test. */
function expectLayers(world: World, run: RunState | undefined): readonly [string, Named][] {
  const isBoundNow = world.runTemplate !== undefined && world.isBoundByRun;
  return [
    ['server', new Map([...namedBy({ processing_config: world.defaults }), ['outputs', OUTPUTS]])],
    ['user', namedBy(world.user)],
    ['previous run', expectContinued(world, run)],
    ['template', namedBy(isBoundNow ? world.runTemplate : world.template)],
    ['previous run', isRebound(world) ? NOTHING : namedBy(world.earlier)],
    ['run template', namedBy(world.runTemplate)],
    ['preferences', namedBy(world.preferences)],
    ['request', namedBy(world.request)],
  ];
}

const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The item does not exist');
  return state;
};
const runOf = ({ state }: Journey): RunState | undefined => (isPresent(state) ? state.run : undefined);

const templateAfter = ({ template }: World, { isBound }: RequestedConfig): number | undefined => {
  if (isBound === true) return OF_RUN;
  return template === undefined ? undefined : BOUND;
};

describe('a run whose settings come from all layers', () => {
  it('takes each setting from the highest layer that names it, and names that layer', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { journey, library, asked } = prepare(world);
        const expected = expectLayers(world, runOf(journey));
        const next = resolve(journey, library, asked);
        for (const path of new Set(expected.flatMap(([, named]) => [...named.keys()]))) {
          const [layer, named] = expected.findLast(([, each]) => each.has(path)) ?? [];
          const value = path === 'outputs' ? next.config.outputs.map(({ name }) => name) : valueAt(next.config, path);
          expect([path, next.configSources[path], value]).toEqual([path, layer, named?.get(path)]);
        }
      }),
    );
  });

  it('has the plan that its preview shows, and names only settings that it uses (CFG-09)', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { journey, library, asked } = prepare(world);
        const next = resolve(journey, library, asked);
        const bind = asked.isBound === true ? { bind: { template: OF_RUN, by: 'owner-1' } } : {};
        const command = {
          type: 'StartRun',
          runId: '00000000-0000-7000-9000-000000000002',
          by: 'owner-1',
          ...next,
          ...bind,
        } as const;
        const preview = previewNextRun(journey.state, { ...command, now: journey.now });
        journey.send(command);
        const run = runOf(journey);
        if (preview.kind !== 'start' || run === undefined) throw new Error(`The preview is ${preview.kind}`);
        expect(preview.configSources).toEqual(run.configSources);
        const shown = preview.steps.filter(({ action }) => action !== 'drop').map(({ step }) => step);
        expect(shown).toEqual(run.plan.steps.map(({ step }) => step));
        const [held, runs] = ['hold', 'run'].map((each) =>
          preview.steps.flatMap(({ step, action }) => (action === each || action === 'run' ? [step] : [])),
        );
        expect(runs).toEqual(held?.filter((step) => run.config.auto_upload !== false || !step.startsWith('deliver:')));
        expect(held).toEqual(run.plan.steps.map(({ step }) => step).filter((step) => journey.step(step).phase !== 'skipped'));
        const settings = Object.entries(run.configSources).flatMap(([path, source]) => (source === OUTPUT ? [] : [path]));
        expect(settings.filter((path) => valueAt(run.config, path) === undefined)).toEqual([]);
        if (!run.config.trimming.enable_trimming) expect(run.configSources).not.toHaveProperty(['trimming.silence_threshold']);
        expect(run.configSources).toHaveProperty([TRIMMING]);
        expect(isPresent(journey.state) && journey.state.template?.id).toBe(templateAfter(world, asked));
      }),
    );
  });
});

/** Returns the patterns of the highest layer that names them. */
const expectPatterns = (world: World, run: RunState | undefined): MetadataPatterns =>
  Object.fromEntries(
    (['title_pattern', 'description_pattern'] as const).flatMap((name) => {
      const [, named] = expectLayers(world, run).findLast(([, each]) => each.has(`metadata.${name}`)) ?? [];
      const text = TEXTS.find((each) => patternIdOf(each) === named?.get(`metadata.${name}`));
      return text === undefined ? [] : [[name, text]];
    }),
  );

/** Returns the texts of patterns that do not depend on the item. */
const expectTexts = ({ title_pattern, description_pattern }: MetadataPatterns): object => ({
  ...(title_pattern === OWN_TITLE ? { title: OWN_TITLE } : {}),
  ...(description_pattern === undefined ? {} : { description: description_pattern }),
});

describe('a run to outputs with texts of their own', () => {
  it('delivers the texts of its preview: those of an output win over all layers, for this output only', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { journey, library, asked } = prepare(world);
        const common = expectPatterns(world, runOf(journey));
        const next = resolve(journey, library, asked);
        const request = {
          runId: '00000000-0000-7000-9000-000000000002',
          by: 'owner-1',
          ...next,
          patterns: findPatterns(next.config.metadata ?? {}, [common]),
          outputPatterns: findOutputPatterns(next.config.outputs, [world.ownTexts as Record<string, MetadataPatterns>]),
        };
        const preview = previewNextRun(journey.state, { type: 'StartRun', ...request, now: journey.now });
        const before = { asset: assetOf(journey), personal: journey.personal };
        const shown = previewRunTexts(before, { preview, request });
        journey.send({ type: 'StartRun', ...request });
        const run = runOf(journey);
        const sources = Object.entries(run?.configSources ?? {});
        const named = sources.flatMap(([path, source]) => (source === OUTPUT ? [path] : []));
        const delivered = run?.config.outputs ?? [];
        const own = delivered.flatMap(({ name }) =>
          Object.keys(world.ownTexts[name] ?? {}).map((key) => `outputs.${name}.${key}`),
        );
        expect(named.sort()).toEqual(own.sort());
        const given = delivered.map(({ name }) => [name, { ...common, ...world.ownTexts[name] }] as const);
        expect(delivered.map(({ name }) => [name, patternsFor(name, journey.personal)])).toEqual(given);
        const previewed = given.filter(([name]) => shown.some(({ output }) => output === name));
        expect(shown).toMatchObject(previewed.map(([output, patterns]) => ({ output, ...expectTexts(patterns) })));
      }),
    );
  });
});

describe('a request that switches off a stage of the template', () => {
  it('skips the stages that depend on it too, and does not name their settings', () => {
    const { journey, library, asked } = prepare({
      defaults: {},
      ownTexts: {},
      user: undefined,
      template: { processing_config: { transcription: { enable_topics: true, granularity: 'long' } } },
      earlier: undefined,
      isBoundLater: false,
      runTemplate: undefined,
      isBoundByRun: false,
      preferences: undefined,
      request: { processing_config: { transcription: { enable_transcription: false } } },
    });
    const next = resolve(journey, library, asked);
    journey.send({ type: 'StartRun', runId: '00000000-0000-7000-9000-000000000002', by: 'owner-1', ...next });
    const phases = ['TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'].map((step) => journey.step(step).phase);
    expect(phases).toEqual(['skipped', 'skipped', 'skipped']);
    expect(runOf(journey)?.configSources).toMatchObject({ 'transcription.enable_transcription': 'request' });
  });
});
