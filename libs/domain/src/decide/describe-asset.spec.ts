import { foldPersonal } from '../asset/personal.js';
import { isPresent } from '../asset/state.js';
import { auditLine } from '../explain/audit/audit-line.js';
import { describeDecision, itemOf, summarizeDecision } from '../testing/describe-decision.js';
import { Journey, STAGES, aConfig, aRun } from '../testing/index.js';
import type { DescribeAsset } from './describe-asset.js';
import { MAX_TAGS, findChangedTexts } from './describe-asset.js';
import type { Decision } from './decision.js';

const describeItem = (journey: Journey, texts: DescribeAsset['texts'], fields: DescribeAsset['fields']): Decision =>
  journey.send({ type: 'DescribeAsset', by: 'owner-1', fields, texts });

describe('describing an item', () => {
  it('shows the new title, description and tags at once, in every status', () => {
    for (const journey of [new Journey().register(), aRun(), aRun().through('DOWNLOAD', ...STAGES, 'deliver:library')]) {
      const { status } = itemOf(journey);
      describeItem(journey, { title: 'Lecture 8', description: 'One\nTwo', tags: ['algebra'] }, ['title', 'description', 'tags']);
      expect(itemOf(journey)).toMatchObject({ title: 'Lecture 8', description: 'One\nTwo', tags: ['algebra'], status });
    }
  });

  it('sets preferences in the same commit, and nothing if one of the changes is refused', () => {
    const journey = new Journey().register();
    const preferences = { processing_config: { transcription: { enable_topics: false } } };
    const set = (texts: DescribeAsset['texts']): Decision =>
      journey.send({ type: 'DescribeAsset', by: 'owner-1', fields: ['title'], texts, preferences });
    expect(summarizeDecision(set({}))).toBe('refused refused');
    expect(isPresent(journey.state) && journey.state.preferences).toBe(undefined);
    set({ title: 'Lecture 8' });
    expect(journey.events.slice(-2).map(({ type }) => type)).toEqual(['AssetDescribed', 'PreferencesChanged']);
    expect(isPresent(journey.state) && journey.state.preferences).toEqual(preferences);
    const again = journey.send({ type: 'DescribeAsset', by: 'owner-1', fields: [], texts: {}, preferences });
    expect(summarizeDecision(again)).toContain('already-so');
  });

  it('removes a description and tags, but never the title', () => {
    const journey = new Journey().register();
    describeItem(journey, { description: 'One', tags: ['a'] }, ['description', 'tags']);
    describeItem(journey, {}, ['description', 'tags']);
    expect(itemOf(journey)).toMatchObject({ title: 'A talk', description: null, tags: [] });
    expect(summarizeDecision(describeItem(journey, {}, ['title']))).toBe('refused refused');
  });

  it('keeps the texts out of the state and out of the audit line', () => {
    const journey = new Journey().register();
    const before = journey.state;
    describeItem(journey, { title: 'Secret', tags: ['private'] }, ['title', 'tags']);
    expect(JSON.stringify(journey.state)).not.toMatch(/Secret|private/u);
    const [event] = journey.events.slice(-1);
    if (event === undefined) throw new Error('nothing was recorded');
    expect(auditLine(before, event, journey.state).message).toBe('Title and tags changed by owner-1');
  });

  it('loses the texts with an erasure, also if an older copy of the key opens them later', () => {
    const journey = new Journey().register();
    describeItem(journey, { title: 'Secret' }, ['title']);
    journey.erase();
    expect(itemOf(journey)).toMatchObject({ title: null, description: null, tags: [] });
  });

  it('keeps what it knows if the sealed part cannot be opened', () => {
    const sealed = { type: 'AssetDescribed', v: 1, data: { by: 'owner-1', fields: ['title'] } } as const;
    expect(foldPersonal({ title: 'A talk' }, { ...sealed, data: { by: 'owner-1', fields: ['title'] } })).toEqual({
      title: 'A talk',
    });
  });

  it('has at most 50 tags', () => {
    const tags = Array.from({ length: MAX_TAGS + 1 }, (_, index) => `tag ${String(index)}`);
    expect(summarizeDecision(describeItem(new Journey().register(), { tags }, ['tags']))).toBe('refused refused');
    expect(summarizeDecision(describeItem(new Journey().register(), { tags: tags.slice(1) }, ['tags']))).not.toContain('refused');
  });

  it.each(['deleted', 'erased'])('is refused for an item that was %s', (what) => {
    const journey = new Journey().register();
    if (what === 'deleted') journey.delete();
    else journey.erase();
    expect(summarizeDecision(describeItem(journey, { title: 'Other' }, ['title']))).toBe(`refused ${what}`);
  });

  it('finds the fields whose texts differ, and adds nothing without one', () => {
    const before = { title: 'A talk', tags: ['one', 'two'] };
    const texts = { title: 'A talk', tags: ['one'] };
    expect(findChangedTexts(before, ['title', 'description', 'tags'], texts)).toEqual(['tags']);
    expect(summarizeDecision(describeItem(new Journey().register(), {}, []))).toBe('nothing already-so');
  });

  it('chooses a thumbnail once, keeps it with other changes, and removes it', () => {
    const journey = new Journey().register();
    const choose = (thumbnail: { second: number } | null, texts: DescribeAsset['texts'] = {}): Decision =>
      journey.send({
        type: 'DescribeAsset',
        by: 'owner-1',
        fields: texts.title === undefined ? [] : ['title'],
        texts,
        thumbnail,
      });
    const chosen = (): unknown => ('thumbnail' in journey.state ? journey.state.thumbnail : undefined);
    expect(summarizeDecision(choose(null))).toBe('nothing already-so');
    choose({ second: 12.5 }, { title: 'Lecture 8' });
    expect([chosen(), itemOf(journey).title]).toEqual([{ second: 12.5 }, 'Lecture 8']);
    expect(summarizeDecision(choose({ second: 12.5 }))).toBe('nothing already-so');
    describeItem(journey, { title: 'Lecture 9' }, ['title']);
    expect(chosen()).toEqual({ second: 12.5 });
    choose(null);
    expect([chosen(), itemOf(journey).title]).toEqual([undefined, 'Lecture 9']);
  });

  it('plans the picture at outputs that take one, also at those that are added later', () => {
    const outputs = [{ name: 'tube', type: 'youtube', settings: {} }];
    const planned = (journey: Journey): boolean =>
      'run' in journey.state && JSON.stringify(journey.state.run).includes('/thumbnail');
    const journey = new Journey().register();
    journey.send({ type: 'DescribeAsset', by: 'owner-1', fields: [], texts: {}, thumbnail: { second: 3 } });
    journey.run(aConfig(['nas']));
    expect(planned(journey)).toBe(false);
    journey.send({ type: 'AddOutputs', by: 'owner-1', outputs });
    expect(planned(journey)).toBe(true);
    const other = new Journey().register();
    other.run(aConfig([], { outputs }));
    expect(planned(other)).toBe(false);
  });

  it('plans the picture in a run that the same request starts', () => {
    const config = aConfig([], { outputs: [{ name: 'tube', type: 'youtube', settings: {} }] });
    const journey = aRun(config).through('DOWNLOAD', ...STAGES, 'deliver:tube');
    const runId = '00000000-0000-7000-9000-000000000097';
    const language = { by: 'owner-1', now: journey.now, language: 'de', run: { runId, config, configSources: {} } };
    journey.send({ type: 'DescribeAsset', by: 'owner-1', fields: [], texts: {}, thumbnail: { second: 3 }, language });
    const run = 'run' in journey.state ? journey.state.run : undefined;
    expect(run?.runId).toBe(runId);
    expect(run?.plan.steps.map(({ step }) => step)).toContainEqual(expect.stringContaining('/thumbnail'));
  });

  it('is refused with a thumbnail for items that have no video', () => {
    const journey = new Journey().register({ pipeline: 'document' });
    const decision = journey.send({ type: 'DescribeAsset', by: 'owner-1', fields: [], texts: {}, thumbnail: { second: 1 } });
    expect(summarizeDecision(decision)).toBe('refused refused');
  });

  it('changes the language in the same commit, or nothing if that is refused', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    const language = { by: 'owner-1', now: journey.now, language: 'de' };
    const send = (): Decision =>
      journey.send({ type: 'DescribeAsset', by: 'owner-1', fields: ['title'], texts: { title: 'Other' }, language });
    expect(describeDecision(send())).toEqual(['AssetDescribed', 'LanguageChanged']);
    journey.start('TRANSCRIBE');
    language.language = 'fr';
    expect(summarizeDecision(send())).toBe('refused transcribing');
  });
});
