import { newAssetId } from '@throughline/contracts';
import { mirrorHealthOf, type MirrorHealth } from '@throughline/domain';
import { Journey, aConfig } from '@throughline/domain/testing';
import { matchRequests, type NotionPage } from '@throughline/strict-fakes';
import { until } from '@throughline/stack/testing';
import { MirrorStage, STATUS } from './testing/mirror-stage.js';

const DRIVE = 'deliver:drive';
/** Some of these requests hang until they time out. */
const HANGS_MS = 2_000;
const [EARLY, LATE, LATEST] = ['2026-01-01T00:00:00.000Z', '2026-01-01T01:00:00.000Z', '2026-01-01T02:00:00.000Z'];

describe('a page that several videos name', () => {
  let stage: MirrorStage;
  let page: NotionPage;
  let older: Journey;
  beforeEach(async () => {
    stage = await MirrorStage.open({ timeoutMs: HANGS_MS });
    page = stage.page();
    older = stage.video(page, { start: EARLY });
    older.start('DOWNLOAD');
  });
  afterEach(async () => {
    await stage.close();
    expect(stage.problems).toEqual([]);
  });

  const sendAgain = async (video: Journey): Promise<void> => {
    await stage.sendAgain(video.assetId);
    await until(() => !stage.values.all.has(`resend.${video.assetId}`), { what: 'the wish to be fulfilled', interval: 5 });
  };
  const shownThen = async (newer: Journey): Promise<void> => {
    stage.start();
    await stage.record(older);
    await stage.shows(page, 'Downloading');
    await stage.record(newer);
    await stage.shows(page, 'Complete');
    await stage.quiet(newer);
  };
  const complete = (channel?: number): Journey =>
    stage.video(page, { start: LATE, ...(channel === undefined ? {} : { channel }) }).through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
  /** Triggers later work, which proves that all earlier work was done. */
  const asTimeGoesBy = async (): Promise<void> => {
    await sendAgain(older);
    await stage.restart();
    await sendAgain(older);
    const other = stage.video(stage.page());
    await stage.record(other);
    await stage.quiet(other);
  };

  it('does not return to an older video when the newer one is erased, and keeps only ids of that one', async () => {
    const newer = complete();
    await shownThen(newer);
    newer.erase();
    await stage.record(newer);
    await until(() => stage.recordOf(newer.assetId)?.erased, { what: 'the erasure', interval: 5 });
    await asTimeGoesBy();
    expect(stage.trail(page)).toEqual(['Processing', 'Downloading', 'Processing', 'Complete']);
    const { assetId } = newer;
    const runAt = stage.recordOf(assetId)?.runAt;
    expect(stage.recordOf(assetId)).toEqual({
      ...{ v: 1, assetId, owner: 'owner-1', channel: 7, page: page.id, runAt, erased: true },
    });
    older.erase();
    await stage.record(older);
    const isForgotten = (): boolean => [...stage.values.all.values()].every(({ text }) => !text.includes(page.id));
    await until(isForgotten, { what: 'the end of all that is known of the page', interval: 5 });
  });

  it.each<[string, () => Promise<void>]>([
    ['is removed', () => stage.values.remove('channel.8')],
    ['stops writing', () => stage.channel({ channel: 8, name: 'other', actionType: 'none' })],
  ])('does not return to an older video when the channel of the newer one %s', async (_what, end) => {
    await stage.channel({ channel: 8, name: 'other' });
    const newer = complete(8);
    await shownThen(newer);
    await end();
    await until(() => stage.recordOf(newer.assetId)?.wanted === undefined, { what: 'the end of the channel', interval: 5 });
    await asTimeGoesBy();
    expect(stage.trail(page)).toEqual(['Processing', 'Downloading', 'Processing', 'Complete']);
  });

  it('continues with an older video if the newer one was never to be shown', async () => {
    await stage.channel({ channel: 8, name: 'other', actionType: 'none' });
    stage.start();
    await stage.record(complete(8));
    await stage.record(older);
    await stage.quiet(older);
    expect(stage.trail(page)).toEqual(['Processing', 'Downloading']);
  });

  it('shows the videos of each owner independently', async () => {
    await stage.channel({ channel: 8, owner: 'owner-2', name: 'theirs', credential: 99 });
    stage.start();
    await stage.record(older);
    await stage.shows(page, 'Downloading');
    const theirs = new Journey(newAssetId(), LATEST);
    theirs.register({ pipeline: 'audit-process', owner: 'owner-2', origin: { channel: 8, page: page.id } });
    theirs.run(aConfig(['drive']));
    await stage.record(theirs);
    await until(() => stage.recordOf(theirs.assetId)?.trouble, { what: 'the trouble of the other library', interval: 5 });
    older.through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    await stage.record(older);
    await stage.shows(page, 'Complete');
    await stage.quiet(older);
    expect([older, theirs].map(({ assetId }) => stage.recordOf(assetId)?.supersededBy)).toEqual([undefined, undefined]);
  });

  it('needs few record writes for each later video, and loads no other video after a handover', async () => {
    const videos = Array.from({ length: 60 }, (_, index) =>
      stage.video(page, { start: new Date(Date.parse(EARLY) + index * 60_000).toISOString() }),
    );
    for (const video of videos) await stage.record(video);
    const last = videos.at(-1) ?? older;
    let [writes, loads] = [0, 0];
    const [write, load] = [stage.values.write.bind(stage.values), stage.store.load.bind(stage.store)];
    stage.values.write = (name, ...rest) => {
      if (name.startsWith('page.')) writes += 1;
      return write(name, ...rest);
    };
    stage.store.load = (assetId) => {
      if (assetId !== last.assetId) loads += 1;
      return load(assetId);
    };
    stage.start();
    await stage.quiet(last);
    await until(() => videos.filter(({ assetId }) => stage.recordOf(assetId)?.supersededBy !== undefined).length === 59, {
      what: 'all but one to be superseded',
      interval: 5,
    });
    expect(writes).toBeLessThan(10 * videos.length);
    [writes, loads] = [0, 0];
    await stage.restart();
    await sendAgain(last);
    expect({ writes: writes < 10, loads }).toEqual({ writes: true, loads: 0 });
  });

  it('is not read while an abandoned request of an erased video may still take effect', async () => {
    const newer = stage.video(page, { start: LATE });
    stage.start();
    await stage.record(older);
    await stage.record(newer);
    await stage.quiet(newer);
    newer.start('DOWNLOAD');
    stage.notion.faults.add({ fault: { kind: 'hang' }, on: matchRequests('PATCH', /pages/) });
    const asked = stage.notion.log.length;
    const began = stage.clock.monotonic();
    await stage.record(newer);
    await until(() => stage.notion.log.length > asked, { what: 'the request', interval: 1 });
    newer.erase();
    await stage.record(newer);
    await until(() => stage.recordOf(newer.assetId)?.erased, { what: 'the erasure', interval: 1 });
    await until(() => stage.failures.length > 0, { what: 'the end of the request', interval: 1 });
    const third = stage.video(page, { start: LATEST });
    await stage.record(third);
    await until(() => stage.notion.log.length > asked + 1, { what: 'the next request', interval: 1 });
    // Given up after two real seconds, 4,000 s of this clock; the limit is half a minute more. Timers may be 1 ms early.
    expect(stage.clock.monotonic() - began).toBeGreaterThan(4_020_000);
    await stage.quiet(third);
    expect(Object.keys(stage.recordOf(newer.assetId) ?? {}).sort()).toEqual(
      ['assetId', 'channel', 'erased', 'owner', 'page', 'runAt', 'v'].sort(),
    );
  });
});

describe('a page that is resent', () => {
  it('was written before, and is behind only from now on', async () => {
    const stage = await MirrorStage.open({ timeoutMs: HANGS_MS });
    const page = stage.page();
    const video = stage.video(page, { start: '2025-06-01T00:00:00.000Z' }).through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    const health = (): MirrorHealth => {
      const record = stage.recordOf(video.assetId);
      return mirrorHealthOf(record === undefined ? [] : [record], new Date(stage.clock.now()).toISOString());
    };
    try {
      stage.start();
      await stage.record(video);
      await stage.shows(page, 'Complete');
      await stage.quiet(video);
      const before = health();
      expect(before).toMatchObject({ state: 'ok', backlog: 0 });
      stage.notion.faults.add({ fault: { kind: 'hang' }, on: matchRequests('GET', /pages/) });
      await stage.sendAgain(video.assetId);
      await until(() => stage.recordOf(video.assetId)?.recheck, { what: 'the doubt', interval: 1 });
      const at = Date.parse(stage.recordOf(video.assetId)?.behindSince ?? '');
      expect(health()).toMatchObject({ backlog: 1, last_success_at: before.last_success_at });
      expect(at).toBeGreaterThanOrEqual(Date.parse(before.last_success_at ?? ''));
      await stage.quiet(video);
      await until(() => health().state === 'ok' && health().backlog === 0, { what: 'the page to be known', interval: 5 });
      expect(stage.recordOf(video.assetId)?.behindSince).toBeUndefined();
      expect(page.values.get(STATUS)).toBe('Complete');
      expect(stage.trail(page)).toEqual(['Processing', 'Complete']);
    } finally {
      await stage.close();
    }
  });
});
