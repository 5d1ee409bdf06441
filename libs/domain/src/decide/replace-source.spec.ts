import type { AssetEvent } from '@throughline/contracts';
import { itemOf, summarizeDecision } from '../testing/describe-decision.js';
import { Journey, STAGES, aRun } from '../testing/journey.js';
import type { Decision } from './decision.js';

const fetched = (origin: string) => ({ kind: 'url', settings: { origin } });
const FIRST = 'https://first.example/old.mp4';
const SECOND = 'https://second.example/new.mp4?key=secret';

const REGISTER = {
  type: 'RegisterAsset',
  now: '2026-01-01T00:00:00.000Z',
  owner: 'owner-1',
  title: 'A talk',
  language: 'en',
  isMapped: true,
} as const;

const fromAddress = (): Journey => {
  const journey = new Journey().register({
    source: fetched('https://first.example'),
    sourceUrl: FIRST,
    fileName: 'old.mp4',
  });
  journey.run();
  return journey;
};
const unreachable = (): Journey => {
  const journey = fromAddress();
  journey.start('DOWNLOAD');
  journey.fail('DOWNLOAD', { code: 'source-gone' });
  return journey;
};
const replace = (journey: Journey): Decision =>
  journey.send({ type: 'ReplaceAddress', by: 'owner-1', source: fetched('https://second.example'), sourceUrl: SECOND });
const typesOf = (decision: Decision): readonly AssetEvent['type'][] =>
  'events' in decision ? decision.events.map(({ type }) => type) : [];

describe('another address for a failed item', () => {
  it('resets the item, and the next run downloads from there', () => {
    const journey = unreachable();
    expect(itemOf(journey)).toMatchObject({ failed: true });
    expect(typesOf(replace(journey))).toEqual(['AssetReset', 'SourceBecameReady']);
    expect(itemOf(journey)).toMatchObject({
      status: 'INITIALIZED',
      failed: false,
      title: 'A talk',
      source: { kind: 'url', url: 'https://second.example/new.mp4' },
    });
    expect(journey.personal.sourceUrl).toBe(SECOND);
    expect(typesOf(journey.run())).toEqual(['RunStarted', 'StepScheduled']);
    expect(journey.step('DOWNLOAD').attempts.at(-1)?.number).toBe(2);
  });

  it('brings no name of the file, because that at the first address says nothing about it', () => {
    const journey = unreachable();
    replace(journey);
    expect(itemOf(journey).file_name).toBeNull();
  });

  it('has an unknown length, because the source named that of the first recording', () => {
    const journey = new Journey().register({ source: fetched('https://first.example'), sourceUrl: FIRST, durationSeconds: 90 });
    journey.run();
    journey.start('DOWNLOAD');
    expect(itemOf(journey)).toMatchObject({ source: { duration_seconds: 90 } });
    journey.fail('DOWNLOAD', { code: 'source-gone' });
    replace(journey);
    expect(itemOf(journey)).toMatchObject({ source: { duration_seconds: null } });
  });

  it('is possible after a stage that could not read the file', () => {
    const journey = fromAddress();
    journey.start('DOWNLOAD');
    journey.complete('DOWNLOAD');
    journey.start('TRIM');
    journey.fail('TRIM');
    expect(typesOf(replace(journey))).toEqual(['AssetReset', 'SourceBecameReady']);
    expect(journey.step('DOWNLOAD').phase).toBe('pending');
  });

  it('is refused unless the item has failed', () => {
    expect(summarizeDecision(replace(fromAddress()))).toBe('refused address-in-use');
    const journey = unreachable();
    replace(journey);
    expect(summarizeDecision(replace(journey))).toBe('refused address-in-use');
  });

  it.each<[string, object]>([
    ['a recording of Zoom', { source: { kind: 'zoom', settings: {} }, sourceUrl: FIRST, sourceKind: 'zoom', sourceId: 4 }],
    ['an entry of a feed', { source: fetched('https://first.example'), sourceUrl: FIRST, sourceKind: 'feed', sourceId: 4 }],
    ['a file of a folder', { sourceKind: 'folder', sourceId: 4 }],
    ['an upload', {}],
  ])('is possible for %s, which stays an item of its source', (_, registered) => {
    const journey = new Journey().register(registered);
    const before = itemOf(journey);
    journey.run();
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD');
    expect(typesOf(replace(journey))).toEqual(['AssetReset', 'SourceBecameReady']);
    const { kind, source_id } = before.source;
    expect(itemOf(journey).source).toMatchObject({ kind, source_id, url: 'https://second.example/new.mp4', sha256: null });
    expect(journey.state).toMatchObject({ source: fetched('https://second.example') });
  });

  it('names the file instead of an uploaded one', () => {
    const journey = new Journey().register({ fileName: 'old.mp4' });
    journey.run();
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD');
    const source = fetched('https://second.example');
    journey.send({ type: 'ReplaceAddress', by: 'owner-1', source, sourceUrl: SECOND, fileName: 'new.mp4' });
    expect(itemOf(journey).file_name).toBe('new.mp4');
  });

  it('is refused for an item that waits for its source', () => {
    const waiting = new Journey();
    waiting.send({ ...REGISTER, assetId: waiting.assetId });
    expect(summarizeDecision(replace(waiting))).toBe('refused no-address');
  });

  it('is refused for a deleted or erased item, and for one that does not exist', () => {
    const deleted = unreachable();
    deleted.send({ type: 'DeleteAsset', by: 'owner-1', expiresAt: '2100-01-01T00:00:00.000Z' });
    expect(summarizeDecision(replace(deleted))).toBe('refused deleted');
    const erased = unreachable();
    erased.send({ type: 'EraseAsset', by: 'owner-1' });
    expect(summarizeDecision(replace(erased))).toBe('refused erased');
    expect(summarizeDecision(replace(new Journey()))).toBe('refused unknown-asset');
  });

  it('is refused after a run that has delivered, even if a later one has failed', () => {
    const journey = fromAddress();
    for (const step of ['DOWNLOAD', ...STAGES, 'deliver:library']) {
      journey.start(step);
      journey.complete(step);
    }
    journey.reset();
    journey.run();
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD');
    expect(summarizeDecision(replace(journey))).toBe('refused address-in-use');
  });
});

describe('another file for a failed item', () => {
  const OTHER = { kind: 'upload', key: 'uploads/a/source-2', size: 7, sha256: 'b'.repeat(64), mediaType: 'video/mp4' } as const;
  const uploaded = (): Journey => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    return journey;
  };
  const unreadable = (): Journey => {
    const journey = uploaded();
    journey.fail('DOWNLOAD', { code: 'no-streams' });
    return journey;
  };
  const replaceFile = (journey: Journey, sha256: string = OTHER.sha256): Decision =>
    journey.send({ type: 'ReplaceFile', by: 'owner-1', source: { ...OTHER, sha256 }, fileName: 'again.mp4' });

  it('resets the item, and the next run reads the file', () => {
    const journey = unreadable();
    expect(typesOf(replaceFile(journey))).toEqual(['AssetReset', 'SourceBecameReady']);
    expect(itemOf(journey)).toMatchObject({ status: 'INITIALIZED', failed: false, title: 'A talk', file_name: 'again.mp4' });
    expect(journey.state).toMatchObject({ source: OTHER });
    expect(typesOf(journey.run())).toEqual(['RunStarted', 'StepScheduled']);
  });

  it('is refused unless the item has failed', () => {
    expect(summarizeDecision(replaceFile(uploaded()))).toBe('refused file-in-use');
  });

  it('is refused if its content is that of the present file', () => {
    const journey = unreadable();
    replaceFile(journey);
    journey.run();
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD');
    expect(summarizeDecision(replaceFile(journey))).toBe('refused same-file');
  });

  it('replaces an address, which is shown no longer', () => {
    const journey = unreachable();
    expect(typesOf(replaceFile(journey))).toEqual(['AssetReset', 'SourceBecameReady']);
    expect(itemOf(journey)).toMatchObject({ file_name: 'again.mp4', source: { kind: 'url', url: null, sha256: OTHER.sha256 } });
    expect(JSON.stringify(journey.personal)).not.toContain('first.example');
  });

  it('is refused for an item that waits for its source, and for a deleted one', () => {
    const waiting = new Journey();
    waiting.send({ ...REGISTER, assetId: waiting.assetId });
    expect(summarizeDecision(replaceFile(waiting))).toBe('refused no-file');
    const deleted = unreadable();
    deleted.send({ type: 'DeleteAsset', by: 'owner-1', expiresAt: '2100-01-01T00:00:00.000Z' });
    expect(summarizeDecision(replaceFile(deleted))).toBe('refused deleted');
  });

  it('is refused after a run that has delivered, even if a later one has failed', () => {
    const journey = aRun();
    for (const step of ['DOWNLOAD', ...STAGES, 'deliver:library']) {
      journey.start(step);
      journey.complete(step);
    }
    journey.reset();
    journey.run();
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD');
    expect(summarizeDecision(replaceFile(journey))).toBe('refused file-in-use');
  });
});
