import { foldPersonal } from '../asset/personal.js';
import { auditLine } from '../audit/audit-line.js';
import { describeDecision, itemOf, summarizeDecision } from '../testing/describe-decision.js';
import { Journey, STAGES, aRun } from '../testing/index.js';
import type { DescribeAsset } from './describe-asset.js';
import { MOST_TAGS, findChangedTexts } from './describe-asset.js';
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
    expect(auditLine(before, event, journey.state).message).toBe('owner-1 changed the title and the tags');
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
    const tags = Array.from({ length: MOST_TAGS + 1 }, (_, index) => `tag ${String(index)}`);
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
