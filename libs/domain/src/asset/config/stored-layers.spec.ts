import type { RunConfig, StoredSettings } from '@throughline/contracts';
import { isPresent, type Asset } from '../state.js';
import { Journey, aServer } from '../../testing/index.js';
import type { StartRun } from '../../decide/command-context.js';
import { REQUEST } from './layer-names.js';
import type { LibraryConfig, TemplateConfig } from './library.js';
import { resolveNextRunConfig, type NextRunConfig, type RequestedConfig } from './next-run.js';

type Resolved = Exclude<NextRunConfig, { problems: unknown }>;

const topics = (on: boolean): StoredSettings => ({ processing_config: { transcription: { enable_topics: on } } });
const deliverTo = (...outputs: readonly string[]): StoredSettings => ({ output_config: { outputs } });
const request = (config: object): RequestedConfig => ({ layers: [{ source: REQUEST, config }] });

/** An item of a library whose settings and templates change between runs. */
class Library {
  readonly journey: Journey;
  readonly templates = new Map<number, TemplateConfig>();
  user: StoredSettings | undefined;
  #runs = 0;

  constructor(isMapped = true) {
    this.journey = new Journey().register({ isMapped });
  }

  get config(): LibraryConfig {
    const { user, templates } = this;
    return { ...aServer(['library', 'archive', 'channel']), ownOutputs: [], templates, ...(user === undefined ? {} : { user }) };
  }
  get asset(): Asset {
    if (!isPresent(this.journey.state)) throw new Error('The item is not registered');
    return this.journey.state;
  }

  save(id: number, settings: StoredSettings, isDraft = false): TemplateConfig {
    const template = { id, name: `Template ${String(id)}`, isDraft, settings };
    this.templates.set(id, template);
    return template;
  }
  bind(template: number, resetPreferences = false): void {
    this.journey.send({ type: 'BindTemplate', by: 'owner-1', template, resetPreferences });
  }
  unbind(): void {
    this.journey.send({ type: 'UnbindTemplate', by: 'owner-1' });
  }
  prefer(preferences: StoredSettings): void {
    this.journey.send({ type: 'SetPreferences', by: 'owner-1', preferences });
  }

  next(asked: RequestedConfig = {}): Resolved {
    const next = resolveNextRunConfig(this.journey.state, this.config, asked);
    if ('problems' in next) throw new Error(JSON.stringify(next.problems));
    return next;
  }
  /** Starts a run and cancels it at once. */
  run(asked: RequestedConfig = {}): Resolved {
    const next = this.start(asked);
    this.journey.cancel();
    return next;
  }
  start(asked: RequestedConfig = {}, bind?: StartRun['bind']): Resolved {
    const next = this.next(asked);
    this.#runs += 1;
    const runId = `00000000-0000-7000-9000-${String(this.#runs).padStart(12, '0')}`;
    this.journey.send({ type: 'StartRun', runId, by: 'owner-1', ...next, ...(bind === undefined ? {} : { bind }) });
    return next;
  }
}

const names = ({ config }: { readonly config: RunConfig }): readonly string[] => config.outputs.map(({ name }) => name);
const TOPICS = 'transcription.enable_topics';

describe('the stored layers of a run’s configuration', () => {
  it('rank as server, user, template, previous run, run template, preferences and request (CFG-01)', () => {
    const library = new Library();
    const topicsSetting = (asked?: RequestedConfig): readonly unknown[] => {
      const { config, configSources } = library.next(asked);
      return [configSources[TOPICS], config.transcription.enable_topics];
    };
    expect(topicsSetting()).toEqual(['default', true]);
    library.user = topics(false);
    expect(topicsSetting()).toEqual(['user', false]);
    library.save(15, topics(true));
    library.bind(15);
    expect(topicsSetting()).toEqual(['template', true]);
    library.run(request({ transcription: { enable_topics: false } }));
    expect(topicsSetting()).toEqual(['previous run', false]);
    const template = library.save(16, topics(true));
    expect(topicsSetting({ template })).toEqual(['run template', true]);
    library.prefer(topics(false));
    expect(topicsSetting({ template })).toEqual(['preferences', false]);
    expect(topicsSetting({ template, ...request({ transcription: { enable_topics: true } }) })).toEqual(['request', true]);
  });

  it('give each run their present settings: an edited template changes the next run, and no past one', () => {
    const library = new Library();
    library.save(15, topics(false));
    library.bind(15);
    library.run();
    library.save(15, topics(true));
    expect(library.asset.run?.config.transcription.enable_topics).toBe(false);
    expect(library.next()).toMatchObject({
      config: { transcription: { enable_topics: true } },
      configSources: { [TOPICS]: 'template' },
    });
  });

  it('a template of one run does not stay for the next run (CFG-03)', () => {
    const library = new Library();
    library.run({ template: library.save(15, topics(false)) });
    expect(library.asset.template).toBeUndefined();
    expect(library.next().configSources).toMatchObject({ [TOPICS]: 'default' });
  });

  it('keep settings of a template that a request does not name (CFG-07)', () => {
    const library = new Library();
    const template = library.save(15, { ...topics(false), ...deliverTo('archive') });
    const next = library.next({ template, ...request({ transcription: { enable_subtitles: false } }) });
    expect(next.config.transcription).toMatchObject({ enable_topics: false, enable_subtitles: false });
    expect(names(next)).toEqual(['archive']);
    expect(next.configSources).toMatchObject({ outputs: 'run template', 'transcription.enable_subtitles': 'request' });
  });

  it('preferences beat a template until they are reset with the binding (CFG-12, CFG-13)', () => {
    const library = new Library();
    library.save(15, topics(true));
    library.prefer(topics(false));
    library.bind(15);
    expect(library.next().configSources).toMatchObject({ [TOPICS]: 'preferences' });
    library.bind(15, true);
    expect(library.asset.preferences).toBeUndefined();
    expect(library.next().configSources).toMatchObject({ [TOPICS]: 'template' });
  });

  it('leave out settings that do not exist, and those that belong to one run', () => {
    const library = new Library();
    library.user = {
      processing_config: { gone: { by: 1 }, transcription: { batch_id: 'batch-1', vocabulary: ['Ada'], granularity: 'long' } },
    };
    expect(library.next().config.transcription).toEqual(expect.objectContaining({ granularity: 'long' }) as unknown);
    expect(library.next().config.transcription).not.toHaveProperty('batch_id');
    expect(library.next().config.transcription).not.toHaveProperty('vocabulary');
  });
});

describe('a change of the binding', () => {
  it.each<[string, (library: Library) => void]>([
    [
      'another template is bound',
      (library) => {
        library.bind(16);
      },
    ],
    [
      'the template is unbound',
      (library) => {
        library.unbind();
      },
    ],
  ])('forgets what earlier requests named, but no output: %s', (_what, change) => {
    const library = new Library();
    library.save(15, topics(true));
    library.save(16, {});
    library.bind(15);
    library.run(
      request({ outputs: [{ name: 'archive', type: 'folder', settings: {} }], transcription: { enable_topics: false } }),
    );
    change(library);
    const next = library.next();
    expect(next.configSources).toMatchObject({ [TOPICS]: 'default', outputs: 'previous run' });
    expect(names(next)).toEqual(['archive']);
  });

  it('delivers to the outputs of a newly bound template that names some', () => {
    const library = new Library();
    library.run(request({ outputs: [{ name: 'archive', type: 'folder', settings: {} }] }));
    library.save(15, deliverTo('channel'));
    library.bind(15);
    expect(names(library.run())).toEqual(['channel']);
    library.save(15, deliverTo('library'));
    expect(names(library.next())).toEqual(['library']);
    library.unbind();
    expect(names(library.next())).toEqual(['channel']);
  });

  it('counts a request after it again, also over a reset', () => {
    const library = new Library();
    library.save(15, deliverTo('channel'));
    library.bind(15);
    library.run(request({ outputs: [{ name: 'archive', type: 'folder', settings: {} }] }));
    library.journey.reset();
    expect(names(library.next())).toEqual(['archive']);
    expect(names(library.run())).toEqual(['archive']);
    expect(library.next().configSources).toMatchObject({ outputs: 'previous run' });
  });

  it('keeps outputs that a person has added to a run, above the template', () => {
    const library = new Library();
    library.save(15, deliverTo('channel'));
    library.bind(15);
    library.start();
    library.journey.send({ type: 'AddOutputs', by: 'owner-1', outputs: [{ name: 'archive', type: 'folder', settings: {} }] });
    library.journey.cancel();
    expect(names(library.next())).toEqual(['channel', 'archive']);
  });

  it('takes other outputs of the user who named them', () => {
    const library = new Library();
    library.user = deliverTo('archive');
    expect(names(library.run())).toEqual(['archive']);
    library.user = deliverTo('channel');
    expect(names(library.next())).toEqual(['channel']);
    library.user = undefined;
    expect(names(library.next())).toEqual(['archive']);
  });
});

describe('a run that binds its template', () => {
  it('binds in the commit of its start, and maps the item (CFG-04, CFG-05)', () => {
    const library = new Library(false);
    const template = library.save(15, topics(false));
    library.start({ template, isBound: true }, { template: 15, by: 'owner-1' });
    expect(
      library.journey.commits
        .at(-1)
        ?.commit.events.slice(0, 2)
        .map(({ type }) => type),
    ).toEqual(['TemplateBound', 'RunStarted']);
    expect(library.asset).toMatchObject({ template: { id: 15 }, isMapped: true, base: 'INITIALIZED' });
    expect(library.asset.changedLayers).toBeUndefined();
  });

  it('forgets what requests for the earlier template named', () => {
    const library = new Library();
    library.run(request({ transcription: { enable_topics: false } }));
    const template = library.save(15, {});
    expect(library.next({ template }).configSources).toMatchObject({ [TOPICS]: 'previous run' });
    expect(library.next({ template, isBound: true }).configSources).toMatchObject({ [TOPICS]: 'default' });
  });

  it('binds nothing if no run starts: paused, running or refused (CFG-06)', () => {
    const library = new Library();
    const bind = { template: 15, by: 'owner-1' };
    const template = library.save(15, {});
    library.start();
    library.start({ template, isBound: true }, bind);
    expect(library.asset.template).toBeUndefined();
    library.journey.start('DOWNLOAD');
    library.journey.pause();
    library.start({ template, isBound: true }, bind);
    expect(library.journey.commits.at(-1)?.commit.events.map(({ type }) => type)).toContain('Resumed');
    expect(library.asset.template).toBeUndefined();
  });
});

describe('stored settings that no run can use', () => {
  it.each<[string, (library: Library) => void, string]>([
    ['the bound template was deleted', (library) => library.templates.delete(15), 'template-unusable'],
    ['the bound template is a draft', (library) => library.save(15, topics(false), true), 'template-unusable'],
    ['the template names a removed output', (library) => library.save(15, deliverTo('nas')), 'output-missing'],
  ])('refuse a new run with the reason: %s', (_what, change, code) => {
    const library = new Library();
    library.save(15, topics(false));
    library.bind(15);
    change(library);
    library.start();
    expect(library.asset.run).toBeUndefined();
    expect(library.next().unusable).toMatchObject({ code });
    expect(
      library.journey.send({ type: 'StartRun', runId: '00000000-0000-7000-9000-000000000009', by: 'owner-1', ...library.next() }),
    ).toMatchObject({ rejected: { code } });
  });

  it('do not matter if a higher layer names the outputs', () => {
    const library = new Library();
    library.save(15, deliverTo('nas'));
    library.bind(15);
    library.prefer(deliverTo('archive'));
    expect(library.next().unusable).toBeUndefined();
    expect(names(library.next())).toEqual(['archive']);
  });

  it('do not stop a paused run from continuing', () => {
    const library = new Library();
    library.save(15, {});
    library.bind(15);
    library.start();
    library.journey.start('DOWNLOAD');
    library.journey.pause();
    library.templates.delete(15);
    library.start();
    expect(library.journey.commits.at(-1)?.commit.events.map(({ type }) => type)).toContain('Resumed');
  });
});

describe('stored settings that contradict each other', () => {
  const settingsWith = (topics_display: object): StoredSettings => ({ processing_config: { topics_display } });
  const contradicting = (): Library => {
    const library = new Library();
    library.save(15, settingsWith({ max_length: 50 }));
    library.bind(15);
    library.user = settingsWith({ min_length: 60 });
    return library;
  };

  it('refuse a new run, naming each setting with its place', () => {
    const library = contradicting();
    const { unusable } = library.next();
    expect(unusable).toEqual({
      code: 'settings-conflict',
      detail:
        'Stored settings do not allow a run: topics_display.max_length from the template Template 15 must not be less than min_length (60) from your settings.',
      tryInstead:
        'Change topics_display.max_length in the template Template 15, or change topics_display.min_length in your settings, or name topics_display.max_length and topics_display.min_length in the request.',
    });
    library.start();
    expect(library.asset.run).toBeUndefined();
  });

  it('allow a run that names one of them, and point to the setting of a request that makes it worse', () => {
    const library = contradicting();
    expect(library.next(request({ topics_display: { max_length: 80 } })).unusable).toBeUndefined();
    const resolved = resolveNextRunConfig(library.journey.state, library.config, request({ topics_display: { min_length: 70 } }));
    expect(resolved).toMatchObject({
      problems: [
        {
          path: 'topics_display.min_length',
          message: 'must not be greater than max_length (50) from the template Template 15',
        },
      ],
    });
  });

  it('include values that a newer release no longer allows', () => {
    const library = new Library();
    library.prefer({ processing_config: { retry: { backoff_ms: [1_000, -1] }, trimming: { silence_threshold: -30 } } });
    const next = library.next();
    expect(next.unusable).toMatchObject({
      code: 'settings-conflict',
      detail: expect.stringContaining('retry.backoff_ms.1 from the preferences of the item') as string,
      tryInstead: expect.stringContaining('Change retry.backoff_ms.1 in the preferences of the item') as string,
    });
    expect(next.config).toMatchObject({ trimming: { silence_threshold: -30 } });
  });

  it('do not blame stored settings for those of the operator', () => {
    const library = { ...aServer([], { defaults: { topics_display: { min_length: 60, max_length: 50 } } }) };
    expect(resolveNextRunConfig(new Journey().register().state, library)).toMatchObject({
      problems: [{ path: 'topics_display.max_length', source: 'server' }],
    });
  });
});
