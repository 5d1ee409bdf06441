import { renderMirrorView } from '@throughline/domain';
import type { Journey } from '@throughline/domain/testing';
import { NotionRefusal, notionError, rateLimited, matchRequests, type NotionPage } from '@throughline/strict-fakes';
import { until } from '@throughline/stack/testing';
import { ERRORS, MirrorStage, STATUS } from './testing/mirror-stage.js';

const DRIVE = 'deliver:drive';
const HOUR_MS = 3_600_000;

describe('the page of a video', () => {
  let stage: MirrorStage;
  let page: NotionPage;
  let video: Journey;
  beforeEach(async () => {
    stage = await MirrorStage.open();
    page = stage.page();
    video = stage.video(page);
  });
  afterEach(async () => {
    await stage.close();
    expect(stage.problems).toEqual([]);
  });

  const expectStatus = async (change: () => unknown, word: string): Promise<void> => {
    change();
    await stage.record(video);
    await stage.shows(page, word);
  };

  it('AUD-06: shows a successful run in five statuses, in order, with its final properties', async () => {
    await stage.channel({
      fieldMap: { status: STATUS, process_errors: ERRORS, drive_url: 'Drive', duration: 'Seconds', completed_at: 'Done' },
    });
    stage.start();
    await expectStatus(() => undefined, 'Processing');
    await expectStatus(() => video.start('DOWNLOAD'), 'Downloading');
    video.complete('DOWNLOAD');
    await expectStatus(() => video.start('TRANSCRIBE'), 'Transcribing');
    video.complete('TRANSCRIBE');
    await expectStatus(() => video.start(DRIVE), 'Uploading to Drive');
    await expectStatus(() => video.complete(DRIVE), 'Complete');
    expect(stage.trail(page)).toEqual(['Processing', 'Downloading', 'Transcribing', 'Uploading to Drive', 'Complete']);
    expect(new Date(String(page.values.get('Done'))).toISOString()).toBe(video.now);
  });

  it('changes only in the properties that the channel maps (AUD-04)', async () => {
    stage.start();
    await expectStatus(() => video.start('DOWNLOAD'), 'Downloading');
    await expectStatus(() => video.fail('DOWNLOAD', { message: 'YouTube video not available' }), 'Error');
    expect(page.values.get(ERRORS)).toBe('Error in video processing: YouTube video not available');
    expect(new Set(page.history.map(({ property }) => property))).toEqual(new Set([STATUS, ERRORS]));
    // D31: after a restart the old error text stays.
    await expectStatus(() => video.poke(), 'Error');
    const written = stage.writes(page).map(({ text }) => JSON.parse(text ?? '{}') as { properties: object });
    for (const { properties } of written.slice(0, -1)) expect(Object.keys(properties)).toEqual([STATUS]);
  });

  it('is not written again if it is current already', async () => {
    page.values.set(STATUS, 'Processing');
    await stage.record(video);
    stage.start();
    await stage.quiet(video);
    await stage.restart();
    await stage.sendAgain(video.assetId);
    await until(() => !stage.values.all.has(`resend.${video.assetId}`), { what: 'the wish to be fulfilled' });
    await stage.quiet(video);
    expect(stage.writes(page)).toEqual([]);
  });

  it('is corrected when a user has changed it and then resends it', async () => {
    stage.start();
    await expectStatus(() => undefined, 'Processing');
    await stage.quiet(video);
    page.values.set(STATUS, 'Complete');
    await stage.sendAgain(video.assetId);
    await stage.shows(page, 'Processing');
    expect(stage.trail(page)).toEqual(['Processing', 'Processing']);
  });

  it('AUD-13: is neither read nor written if its channel does not write', async () => {
    await stage.channel({ actionType: 'none' });
    stage.start();
    video.through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    await stage.record(video);
    await until(() => stage.recordOf(video.assetId), { what: 'the record' });
    await stage.sendAgain(video.assetId);
    await until(() => !stage.values.all.has(`resend.${video.assetId}`), { what: 'the wish to be looked at' });
    expect(stage.notion.log).toEqual([]);
    expect(stage.recordOf(video.assetId)?.wanted).toBeUndefined();
  });

  it('stays unchanged once its channel is removed, and is updated when the channel returns', async () => {
    stage.start();
    await expectStatus(() => undefined, 'Processing');
    await stage.values.remove('channel.7');
    await until(() => stage.recordOf(video.assetId)?.wanted === undefined, { what: 'the end of the channel' });
    video.start('DOWNLOAD');
    await stage.record(video);
    await stage.channel();
    await stage.shows(page, 'Downloading');
    expect(stage.trail(page)).toEqual(['Processing', 'Downloading']);
  });

  it('shows only the newest status after Notion was down for an hour', async () => {
    stage.start();
    await expectStatus(() => undefined, 'Processing');
    await stage.quiet(video);
    stage.notion.faults.add({ fault: { kind: 'answer', status: 502, body: 'Bad gateway' }, times: 10_000 });
    const began = stage.clock.now();
    video.start('DOWNLOAD');
    await stage.record(video);
    await until(() => stage.failures.length > 0, { what: 'the first failure', interval: 5 });
    video.complete('DOWNLOAD');
    video.through('TRANSCRIBE', DRIVE);
    await stage.record(video);
    await until(() => stage.clock.now() - began > HOUR_MS, { what: 'the end of the hour' });
    const isRecorded = (): boolean => {
      const { trouble, wanted } = stage.recordOf(video.assetId) ?? {};
      return trouble?.code === 'notion-failing' && wanted?.status === 'Complete';
    };
    await until(isRecorded, { what: 'the trouble and the newest status', interval: 5 });
    expect(stage.trail(page)).toEqual(['Processing']);
    stage.notion.faults.clear();
    await stage.shows(page, 'Complete');
    await stage.quiet(video);
    expect(stage.trail(page)).toEqual(['Processing', 'Complete']);
    expect(stage.recordOf(video.assetId)?.trouble).toBeUndefined();
  });

  it('is requested at most once during a rate limit, then shows the newest status', async () => {
    const pages = [page, ...Array.from({ length: 9 }, () => stage.page())];
    const storm = { fault: notionFault(rateLimited(600)), times: 1 };
    stage.notion.faults.add(storm);
    const began = stage.clock.now();
    stage.start();
    const videos = pages.map((each) => stage.video(each));
    for (const each of videos) await stage.record(each);
    await until(() => stage.failures.length > 0, { what: 'the refusal', interval: 2 });
    const asked = stage.notion.log.length;
    const isWithinLimit = stage.clock.now() - began < 600_000;
    for (const each of videos) {
      each.through('DOWNLOAD');
      await stage.record(each);
    }
    // Some requests were sent before the first answer.
    expect(isWithinLimit && asked > 10).toBe(false);
    await until(() => pages.every((each) => each.values.get(STATUS) === 'Downloading'), { what: 'all pages', interval: 2 });
    expect(stage.clock.now() - began).toBeGreaterThanOrEqual(600_000);
  });

  it('is not requested before the end of a rate limit by the next process either', async () => {
    stage.notion.faults.add({ fault: notionFault(rateLimited(600)), times: 1 });
    const began = stage.clock.now();
    stage.start();
    await stage.record(video);
    const isRateLimited = (): boolean => stage.recordOf(video.assetId)?.trouble?.code === 'rate-limited';
    await until(isRateLimited, { what: 'the refusal', interval: 2 });
    await stage.restart();
    const other = stage.page();
    await stage.record(stage.video(other));
    await stage.shows(other, 'Processing');
    // The stored time has whole milliseconds.
    expect(stage.clock.now() - began).toBeGreaterThan(599_000);
  });

  it.each([
    ['page-not-shared', (): void => void (page.shared = false), (): void => void (page.shared = true)],
    ['page-in-trash', (): void => void (page.inTrash = true), (): void => void (page.inTrash = false)],
    [
      'property-missing',
      (): void => void stage.source.schema.delete(STATUS),
      (): void => {
        stage.notion.workspace.setProperty(stage.source, STATUS, { type: 'select' });
      },
    ],
    [
      'property-type-wrong',
      (): void => {
        stage.notion.workspace.setProperty(stage.source, STATUS, { type: 'rich_text' });
      },
      (): void => {
        stage.notion.workspace.setProperty(stage.source, STATUS, { type: 'select' });
      },
    ],
  ])('reports %s with a remedy, and is current once it is resent', async (code, breakIt, mendIt) => {
    stage.start();
    await expectStatus(() => undefined, 'Processing');
    breakIt();
    video.start('DOWNLOAD');
    await stage.record(video);
    await until(() => stage.recordOf(video.assetId)?.trouble?.code === code, { what: code, interval: 5 });
    expect(stage.recordOf(video.assetId)?.trouble?.message).toMatch(/share|restore|add|change/i);
    mendIt();
    await stage.sendAgain(video.assetId);
    await stage.shows(page, 'Downloading');
    await stage.quiet(video);
  });

  it('is current at once when a corrected field map names the renamed property', async () => {
    stage.start();
    await expectStatus(() => undefined, 'Processing');
    stage.source.schema.delete(STATUS);
    stage.notion.workspace.setProperty(stage.source, 'Status', { type: 'select' });
    video.start('DOWNLOAD');
    await stage.record(video);
    await until(() => stage.recordOf(video.assetId)?.trouble?.code === 'property-missing', { what: 'the trouble', interval: 5 });
    await stage.channel({ fieldMap: { status: 'Status', process_errors: ERRORS } });
    await until(() => page.values.get('Status') === 'Downloading', { what: 'the word under its new name' });
    expect(page.values.get(STATUS)).toBe('Processing');
  });

  it('is read again before a property is reported as missing that was added meanwhile', async () => {
    stage.start();
    await expectStatus(() => video.start('DOWNLOAD'), 'Downloading');
    await stage.quiet(video);
    stage.notion.workspace.setProperty(stage.source, 'Errors', { type: 'rich_text' });
    await stage.channel({ fieldMap: { status: STATUS, process_errors: 'Errors' } });
    await expectStatus(() => video.fail('DOWNLOAD', { message: 'gone' }), 'Error');
    await stage.quiet(video);
    expect(page.values.get('Errors')).toBe('Error in video processing: gone');
    expect(stage.failures).toEqual([]);
  });

  it("waits for another token if Notion rejects the channel's, and sends nothing meanwhile", async () => {
    await stage.connect('ntn_of_a_connection_that_is_gone');
    stage.start();
    await stage.record(video);
    await until(() => stage.recordOf(video.assetId)?.trouble?.code === 'credential-needs-reauth', { what: 'the refusal' });
    const asked = stage.notion.log.length;
    const began = stage.clock.now();
    await until(() => stage.clock.now() - began > HOUR_MS, { what: 'an hour' });
    expect(stage.notion.log).toHaveLength(asked);
    expect(await stage.vault.readStatus(3)).toMatchObject({ state: 'needs_reauth', reason: 'unauthorized' });
    await stage.connect(stage.notion.token);
    await stage.shows(page, 'Processing');
    await stage.quiet(video);
    expect(await stage.vault.readStatus(3)).toMatchObject({ state: 'ok' });
    expect(JSON.stringify([...stage.values.all.values()])).not.toContain('ntn_');
  });

  it('continues with a new token whatever the answers to the old one are', async () => {
    const other = stage.page();
    await stage.connect('ntn_of_a_connection_that_is_gone');
    stage.notion.faults.add({ fault: { kind: 'slow-answer', bytes: 1, everyMs: 10 } });
    stage.start();
    await stage.record(video);
    await until(() => stage.notion.log.length > 0, { what: 'the request by the old token', interval: 2 });
    await stage.connect(stage.notion.token);
    const second = stage.video(other);
    await stage.record(second);
    await stage.shows(other, 'Processing');
    await stage.shows(page, 'Processing');
    await stage.quiet(video);
    expect(await stage.vault.readStatus(3)).toMatchObject({ state: 'ok' });
  });

  it('counts a refusal against the refused token only, although its channel has changed to another', async () => {
    await stage.connect('ntn_of_a_connection_that_is_gone', 4);
    await stage.channel({ channel: 8, credential: 4 });
    const refused = stage.video(stage.page(), { channel: 8 });
    stage.start();
    await stage.record(refused);
    const troubleOf = (assetId: string): string | undefined => stage.recordOf(assetId)?.trouble?.code;
    await until(() => troubleOf(refused.assetId) === 'credential-needs-reauth', { what: 'the refusal', interval: 5 });
    const asked = stage.notion.log.length;
    stage.notion.faults.add({ fault: { kind: 'slow-answer', bytes: 20, everyMs: 10 } });
    await stage.record(video);
    await until(() => stage.notion.log.length > asked, { what: 'the request by the one before', interval: 2 });
    await stage.channel({ credential: 4 });
    await until(() => troubleOf(video.assetId) === 'credential-needs-reauth', { what: 'the trouble', interval: 5 });
    expect(await stage.vault.readStatus(3)).toBeUndefined();
    await stage.channel();
    await stage.shows(page, 'Processing');
  });

  it('causes hardly any work while its token is refused, and continues at once with another one', async () => {
    const pages = [page, ...Array.from({ length: 9 }, () => stage.page())];
    await stage.connect('ntn_of_a_connection_that_is_gone');
    const videos = pages.map((each) => stage.video(each));
    for (const each of videos) await stage.record(each);
    stage.start();
    const areAllInTrouble = (): boolean => videos.every(({ assetId }) => stage.recordOf(assetId)?.trouble !== undefined);
    await until(areAllInTrouble, { what: 'the trouble of all', interval: 5 });
    const loads = jest.spyOn(stage.store, 'load');
    const began = stage.clock.now();
    await until(() => stage.clock.now() - began > HOUR_MS, { what: 'an hour' });
    // The first commits may still be processed.
    expect(loads.mock.calls.length).toBeLessThanOrEqual(2 * pages.length);
    expect(stage.failures).toHaveLength(pages.length);
    await stage.connect(stage.notion.token);
    for (const each of pages) await stage.shows(each, 'Processing');
  });

  it('shows the video of the latest run, whatever happens to the other one', async () => {
    stage.start();
    await expectStatus(() => video.start('DOWNLOAD'), 'Downloading');
    const second = stage.video(page, { start: '2026-02-01T00:00:00.000Z' });
    await stage.record(second);
    await stage.shows(page, 'Processing');
    video.complete('DOWNLOAD');
    video.through('TRANSCRIBE', DRIVE);
    await stage.record(video);
    await until(() => stage.recordOf(video.assetId)?.wanted?.status === 'Complete', { what: 'the end of the first one' });
    second.start('DOWNLOAD');
    await stage.record(second);
    await stage.shows(page, 'Downloading');
    expect(stage.trail(page)).toEqual(['Processing', 'Downloading', 'Processing', 'Downloading']);
    expect(stage.recordOf(video.assetId)).toMatchObject({ supersededBy: second.assetId });
  });

  it('is forgotten with an erased video', async () => {
    stage.start();
    video.through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    await expectStatus(() => undefined, 'Complete');
    video.delete(0);
    video.later(60_000);
    video.poke();
    video.erase();
    await stage.record(video);
    await until(() => stage.recordOf(video.assetId) === undefined, { what: 'the end of the record' });
    expect(page.values.get(STATUS)).toBe('Complete');
  });

  it('is read before it is written again if the outcome of a write is unknown', async () => {
    stage.start();
    await expectStatus(() => undefined, 'Processing');
    await stage.quiet(video);
    stage.notion.faults.add({ fault: { kind: 'drop-answer' }, on: matchRequests('PATCH', /pages/) });
    video.start('DOWNLOAD');
    await stage.record(video);
    await stage.quiet(video);
    // The write had arrived: the page was read, and not written again.
    expect(stage.trail(page)).toEqual(['Processing', 'Downloading']);
    expect(stage.writes(page)).toHaveLength(2);
    expect(stage.notion.log.at(-1)?.method).toBe('GET');
  });

  it('shows a stalled worker as an error, until the step continues', async () => {
    stage.start();
    video.through('DOWNLOAD');
    video.start('TRANSCRIBE');
    await stage.record(video);
    await stage.shows(page, 'Transcribing');
    const lease = {
      ...{ assetId: video.assetId, step: 'TRANSCRIBE', attemptId: video.attemptId('TRANSCRIBE') },
      ...{ worker: 'worker-1', startedAt: new Date(stage.clock.now()).toISOString(), termMs: 600_000, progress: { fraction: 0 } },
    };
    const held = await stage.leases.claim(lease, undefined);
    await stage.shows(page, 'Error');
    expect(page.values.get(ERRORS)).toMatch(/the worker of TRANSCRIBE has not responded since 2026-/);
    const beating = setInterval(() => void held.heartbeat({ fraction: 0.5 }), 2);
    const hasContinued = (): boolean =>
      page.values.get(STATUS) === 'Transcribing' && stage.recordOf(video.assetId)?.stalled === undefined;
    await until(hasContinued, { what: 'the step that continues', interval: 5 }).finally(() => {
      clearInterval(beating);
    });
  });

  it('still shows a stalled worker after a handover, before the next process has detected it', async () => {
    stage.start();
    video.through('DOWNLOAD');
    video.start('TRANSCRIBE');
    const at = { assetId: video.assetId, step: 'TRANSCRIBE', attemptId: video.attemptId('TRANSCRIBE') };
    const lease = { ...at, worker: 'worker-1', startedAt: video.now, termMs: 30_000, progress: { fraction: 0 } };
    await stage.leases.claim(lease, undefined);
    await stage.record(video);
    await stage.shows(page, 'Error');
    await stage.restart();
    const began = stage.clock.now();
    await until(() => stage.clock.now() - began > HOUR_MS / 2, { what: 'half an hour' });
    expect(stage.trail(page).at(-1)).toBe('Error');
    expect(stage.trail(page).filter((word) => word === 'Error')).toHaveLength(1);
  });

  it('always reaches the state of the log', async () => {
    stage.start();
    video.through('DOWNLOAD');
    await stage.record(video, 1);
    await stage.record(video);
    await stage.quiet(video);
    const view = renderMirrorView(video.state, { personal: video.personal });
    expect(page.values.get(STATUS)).toBe(view?.status);
  });

  function notionFault(refused: NotionRefusal): { kind: 'answer' } & ReturnType<typeof notionError> {
    return { kind: 'answer', ...notionError(refused) };
  }
});
