import type { StoredSettings } from '@throughline/contracts';
import { isPresent } from '../asset/state.js';
import { PREFERENCES, PREVIOUS_RUN, REQUEST, USER } from '../asset/config/layer-names.js';
import type { LibraryConfig, TemplateConfig } from '../asset/config/library.js';
import { resolveNextRunConfig, type NextRunConfig, type RequestedConfig } from '../asset/config/next-run.js';
import { Journey, STAGES, aServer, anOutput } from '../testing/index.js';
import type { StartRun } from './command-context.js';
import type { Decision } from './decision.js';
import { findUnusable } from './start-run.js';

type Resolved = Exclude<NextRunConfig, { problems: unknown }>;

const hold = (isHeld: boolean): StoredSettings => ({ output_config: { auto_upload: !isHeld } });
const topics = (on: boolean): StoredSettings => ({ processing_config: { transcription: { enable_topics: on } } });

/** An item whose templates and user settings change between its runs. */
class ConfiguredItem {
  readonly journey = new Journey().register();
  readonly templates = new Map<number, TemplateConfig>();
  user: StoredSettings = {};
  #runs = 0;

  save(id: number, settings: StoredSettings): TemplateConfig {
    const template = { id, name: `Template ${String(id)}`, isDraft: false, settings };
    this.templates.set(id, template);
    return template;
  }
  bind(template: number, resetPreferences = false): void {
    this.journey.send({ type: 'BindTemplate', by: 'owner-1', template, resetPreferences });
  }
  prefer(preferences: StoredSettings): void {
    this.journey.send({ type: 'SetPreferences', by: 'owner-1', preferences });
  }
  next(asked: RequestedConfig = {}): Resolved {
    const library: LibraryConfig = { ...aServer(), ownOutputs: [], templates: this.templates, user: this.user };
    const next = resolveNextRunConfig(this.journey.state, library, asked);
    if ('problems' in next) throw new Error(JSON.stringify(next.problems));
    return next;
  }
  run(asked: RequestedConfig = {}, bind?: StartRun['bind']): Decision {
    this.#runs += 1;
    const runId = `00000000-0000-7000-9000-${String(this.#runs).padStart(12, '0')}`;
    const command = { type: 'StartRun', runId, by: 'owner-1', ...this.next(asked) } as const;
    return this.journey.send({ ...command, ...(bind === undefined ? {} : { bind }) });
  }
}

const typesOf = (decision: Decision): readonly string[] =>
  'events' in decision
    ? decision.events.map(({ type, data }) => ('step' in data ? `${type} ${data.step}` : type))
    : [decision.rejected.code];
const reasonOf = (decision: Decision): string | undefined =>
  'rejected' in decision ? decision.rejected.code : decision.satisfied?.code;

describe('content that a template of one run held for a review', () => {
  const heldItem = (asked: RequestedConfig = {}): ConfiguredItem => {
    const item = new ConfiguredItem();
    item.run({ template: item.save(15, hold(true)), ...asked });
    return item;
  };
  const holdOf = ({ config, configSources }: Resolved): unknown => [config.auto_upload, configSources['auto_upload']];

  it('is not delivered by a run without a body', () => {
    const item = heldItem();
    item.journey.through('DOWNLOAD', ...STAGES);
    expect(reasonOf(item.run())).toBe('waits-for-review');
    expect(item.journey.step('deliver:library').phase).toBe('pending');
  });

  it.each<[string, (item: ConfiguredItem) => void]>([
    ['a cancel', ({ journey }) => void journey.cancel()],
    ['a reset', ({ journey }) => void journey.reset()],
    [
      'a rollback',
      ({ journey }) => {
        journey.start('DOWNLOAD');
        journey.fail('DOWNLOAD');
      },
    ],
    [
      'the binding of a template that does not decide it',
      (item) => {
        item.journey.cancel();
        item.save(16, topics(false));
        item.bind(16);
      },
    ],
    [
      'an unbinding',
      (item) => {
        item.journey.cancel();
        item.save(16, {});
        item.bind(16);
        item.journey.send({ type: 'UnbindTemplate', by: 'owner-1' });
      },
    ],
  ])('stays held after %s, and over several runs', (_what, change) => {
    const item = heldItem();
    change(item);
    expect(holdOf(item.next())).toEqual([false, PREVIOUS_RUN]);
    item.run();
    item.journey.cancel();
    expect(holdOf(item.next())).toEqual([false, PREVIOUS_RUN]);
    item.run();
    item.journey.through('DOWNLOAD', ...STAGES);
    expect(item.journey.step('deliver:library').phase).toBe('pending');
  });

  it('stays held for the outputs that a request named', () => {
    const item = heldItem({ layers: [{ source: REQUEST, config: { outputs: [anOutput('library')] } }] });
    item.journey.cancel();
    expect(holdOf(item.next())).toEqual([false, PREVIOUS_RUN]);
  });

  it('is released by any higher layer that says so', () => {
    const item = heldItem();
    item.journey.cancel();
    const released = item.save(17, hold(false));
    expect(item.next({ template: released }).config.auto_upload).toBe(true);
    expect(item.next({ layers: [{ source: REQUEST, config: { auto_upload: true } }] }).config.auto_upload).toBe(true);
    item.bind(17);
    expect(item.next().config.auto_upload).toBe(true);
    item.save(17, {});
    item.prefer(hold(false));
    expect(holdOf(item.next())).toEqual([true, PREFERENCES]);
  });

  it('follows the user’s settings while these decide it', () => {
    const item = new ConfiguredItem();
    item.user = hold(true);
    item.run();
    item.journey.cancel();
    expect(holdOf(item.next())).toEqual([false, USER]);
    item.user = hold(false);
    expect(holdOf(item.next())).toEqual([true, USER]);
    item.user = {};
    expect(holdOf(item.next())).toEqual([false, PREVIOUS_RUN]);
  });
});

describe('a complete item', () => {
  const finish = (item: ConfiguredItem): ConfiguredItem => {
    item.run();
    item.journey.through('DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'GENERATE_SUBTITLES', 'deliver:library');
    return item;
  };
  /** A complete item without topics, because its preferences or its template switch them off. */
  const without = (layer: 'preferences' | 'template'): ConfiguredItem => {
    const item = new ConfiguredItem();
    item.save(15, topics(layer === 'preferences'));
    item.bind(15);
    if (layer === 'preferences') item.prefer(topics(false));
    return finish(item);
  };

  it.each<[string, ConfiguredItem, (item: ConfiguredItem) => void]>([
    [
      'its preferences are reset with its present binding (CFG-13)',
      without('preferences'),
      (item) => {
        item.bind(15, true);
      },
    ],
    [
      'its preferences are removed',
      without('preferences'),
      (item) => {
        item.prefer({});
      },
    ],
    ['its template is unbound', without('template'), (item) => void item.journey.send({ type: 'UnbindTemplate', by: 'owner-1' })],
  ])('runs again with the lower layers’ settings if %s', (_what, item, change) => {
    expect(reasonOf(item.run())).toBe('already-complete');
    change(item);
    expect(typesOf(item.run())).toEqual(['RunStarted', 'StepScheduled EXTRACT_TOPICS']);
  });

  it('runs again without what a request had named if another template is bound', () => {
    const item = new ConfiguredItem();
    item.run({ layers: [{ source: REQUEST, config: { transcription: { enable_topics: false } } }] });
    item.journey.through('DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'GENERATE_SUBTITLES', 'deliver:library');
    item.save(16, {});
    item.bind(16);
    expect(typesOf(item.run())).toEqual(['RunStarted', 'StepScheduled EXTRACT_TOPICS']);
  });

  it('stays complete if only the template’s settings change', () => {
    const item = without('template');
    item.save(15, topics(true));
    expect(reasonOf(item.run())).toBe('already-complete');
  });

  it('says that a run without effect has not bound its template, and how to bind it', () => {
    const item = without('template');
    const template = item.save(16, topics(false));
    const decision = item.run({ template, isBound: true }, { template: 16, by: 'owner-1' });
    expect(decision).toMatchObject({
      satisfied: {
        code: 'already-complete',
        detail: expect.stringMatching(/ The template was not bound\.$/) as unknown,
        tryInstead: expect.stringContaining('POST …/template/16') as unknown,
      },
    });
    expect(isPresent(item.journey.state) && item.journey.state.template?.id).toBe(15);
  });
});

it('settings that name a removed output refuse only runs that can deliver', () => {
  const item = new ConfiguredItem();
  item.user = { output_config: { outputs: ['nas'] } };
  const request = { runId: 'run-1', ...item.next() };
  expect(request.unusable).toMatchObject({ code: 'output-missing' });
  expect([findUnusable('recording', request)?.code, findUnusable('session', request)]).toEqual(['output-missing', undefined]);
});

it('a template or an output is only missing if the library’s settings were loaded', () => {
  const item = new ConfiguredItem();
  item.bind(99);
  expect(item.next().unusable).toMatchObject({ code: 'template-unusable' });
  const user: StoredSettings = { output_config: { outputs: ['nas'] } };
  expect(resolveNextRunConfig(item.journey.state, { ...aServer(), user })).not.toHaveProperty('unusable');
});
