import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputConfig } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { AttemptAborted } from '@throughline/engine';
import { until } from '@throughline/stack/testing';
import { FAKE_VK_TOKEN, FAKE_VK_USER, matchRequests, type Fault } from '@throughline/strict-fakes';
import { DeliverHandler } from '../../delivery/deliver-handler.js';
import { OutputGate } from '../../delivery/output-gate.js';
import { readExternalId } from '../../delivery/delivery-record.js';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import { StepContextFixture } from '../../testing/step-context.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { readVkSettings } from './settings.js';
import { aFollowUp, asVideo } from '#testing/videos/video-requests.js';
import { VkAccount } from '#testing/vk/vk-account.js';

const FRAMES = 'frames'.repeat(20_000);
const GROUP = 77;
const HOUR_MS = 3_600_000;

const refusing = (code: number): Fault => ({
  kind: 'answer',
  status: 200,
  body: JSON.stringify({ error: { error_code: code, error_msg: `of ${FAKE_VK_TOKEN}` } }),
});

describe('a VK output', () => {
  let account: VkAccount;
  let dir: string;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  beforeEach(async () => {
    account = await VkAccount.open({ groups: [GROUP] });
    dir = await mkdtemp(join(tmpdir(), 'tl-vk-'));
    log = new DeliveryLog(account.destination());
    request = asVideo(await createRequest(dir, { 'video.mp4': FRAMES }, { description: 'Topics:\n0:00 Welcome' }));
  });
  afterEach(async () => {
    expect(account.fake.troubles).toEqual([]);
    await account.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('uploads the video with its texts to the page of the user, visible to nobody', async () => {
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    const [video] = account.fake.uploaded;
    expect(video).toMatchObject({
      owner: FAKE_VK_USER,
      title: 'A talk',
      description: 'Topics:\n0:00 Welcome',
      privacy: 'only_me',
    });
    expect(account.contents).toEqual([FRAMES]);
    expect(account.destination().urlOf(readExternalId(log.delivered ?? {}) ?? '')).toBe(
      `https://vk.com/video${String(FAKE_VK_USER)}_${String(video?.id)}`,
    );
  });

  it('uploads to a community, whose number is negative from then on', async () => {
    await new DeliveryLog(account.destination({ group: GROUP })).attempt(request);
    expect(account.fake.uploaded).toMatchObject([{ owner: -GROUP }]);
  });

  it.each([
    [5, { kind: 'waiting', code: 'credential-needs-reauth' }],
    [6, { kind: 'waiting', code: 'output-busy' }],
    [9, { kind: 'waiting', code: 'output-busy', retryAfterMs: 3_600_000 }],
    [10, { kind: 'waiting', code: 'output-busy' }],
    [14, { kind: 'waiting', code: 'output-not-writable' }],
    [204, { kind: 'waiting', code: 'output-not-writable' }],
    [100, { kind: 'permanent', code: 'output-misconfigured' }],
    [3_300, { kind: 'retryable', code: 'output-failed' }],
  ])('reports the refusal %d of VK, and repeats none of its words', async (code, error) => {
    account.fake.faults.add({ fault: refusing(code), on: matchRequests('POST', /video\.save/) });
    const failure: unknown = await log.attempt(request).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(failure).toMatchObject(error);
    expect(String(failure)).not.toContain(FAKE_VK_TOKEN);
    expect(account.contents).toEqual([]);
  });

  it('deletes the video and begins again if VK refuses its content', async () => {
    account.fake.faults.add({
      fault: { kind: 'answer', status: 200, body: '{"error":"broken"}' },
      on: matchRequests('POST', /^\/upload/),
    });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'output-failed' });
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect([account.contents, account.empty]).toEqual([[FRAMES], []]);
  });

  const UPLOADS = matchRequests('POST', /^\/upload/);
  const countUploads = (): number => account.fake.log.filter(UPLOADS).length;
  const busy = { kind: 'waiting', code: 'output-busy' };

  it('finds a video whose upload got no answer, and sends nothing again', async () => {
    account.fake.faults.add({ fault: { kind: 'drop-answer' }, on: UPLOADS });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
    expect([account.contents, countUploads()]).toEqual([[FRAMES], 1]);
  });

  it.each([
    ['a recorded video', true],
    ['a video whose record was lost', false],
  ])('keeps a video that may have arrived although its title was edited: %s', async (_, isRecorded) => {
    account.fake.faults.add({ fault: { kind: 'drop-answer' }, on: UPLOADS });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    if (!isRecorded) log.checkpoints = {};
    expect(await log.attempt({ ...request, title: 'Corrected' })).toMatchObject({ kind: 'delivered' });
    expect(account.fake.uploaded).toMatchObject([{ title: 'A talk' }]);
    expect(countUploads()).toBe(1);
  });

  it('finds a video that is shorter than a second', async () => {
    account.fake.duration = 0;
    account.fake.faults.add({ fault: { kind: 'drop-answer' }, on: UPLOADS });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    account.now += 7 * HOUR_MS;
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
    expect([account.contents, countUploads()]).toEqual([[FRAMES], 1]);
  });

  it.each(['processing', 'converting'] as const)('waits some hours while VK says that it is %s the video', async (field) => {
    account.fake.faults.add({ fault: { kind: 'drop-answer' }, on: UPLOADS });
    account.fake.processes = field;
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    account.now += 5 * HOUR_MS;
    await expect(log.attempt(request)).rejects.toMatchObject({
      ...busy,
      message: expect.stringContaining('processes') as string,
    });
    account.now += HOUR_MS;
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'output-failed' });
    expect(account.contents).toEqual([]);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect([account.contents, countUploads()]).toEqual([[FRAMES], 2]);
  });

  it.each([
    ['a recorded video', true],
    ['a video whose record was lost', false],
  ])('sends the video again only after VK did not list it for ten minutes: %s', async (_, isRecorded) => {
    account.fake.faults.add({ fault: { kind: 'answer', status: 502, body: 'Bad gateway' }, on: UPLOADS });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    if (!isRecorded) log.checkpoints = {};
    account.now += 9 * 60_000;
    await expect(log.attempt(request)).rejects.toMatchObject({ ...busy, message: expect.stringContaining('not list') as string });
    account.now += 60_000;
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'output-failed' });
    expect([account.empty, countUploads()]).toEqual([[], 1]);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    expect([account.contents, countUploads()]).toEqual([[FRAMES], 2]);
  });

  it('deletes the video of a delivery that is cancelled between its last byte and the answer', async () => {
    account.fake.faults.add({ fault: { kind: 'slow-answer', bytes: 1, everyMs: 60_000 }, on: UPLOADS });
    const controller = new AbortController();
    const ended = log
      .attempt(request, { signal: controller.signal, abandoned: () => Promise.resolve(true) })
      .catch((error: unknown) => error);
    await until(() => account.contents.length === 1, { what: 'the whole video at VK' });
    controller.abort(new AttemptAborted('superseded'));
    expect(await ended).toBeInstanceOf(AttemptAborted);
    expect([account.contents, account.empty, [...account.notesSealed.all.keys()]]).toEqual([[], [], []]);
    account.fake.faults.clear();
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect(account.contents).toEqual([FRAMES]);
  });

  it('deletes the video of a delivery that is cancelled after its process died without the answer', async () => {
    account.fake.faults.add({ fault: { kind: 'drop-answer' }, on: UPLOADS });
    await log.attempt(request).catch(() => undefined);
    expect(account.contents).toEqual([FRAMES]);
    const types = { vk: { open: () => account.destination() } };
    const context = new StepContextFixture(request.files);
    context.checkpoints = { ...log.checkpoints, output_type: 'vk' };
    const config = { ...defaultRunConfig, outputs: [{ name: 'out', type: 'vk', settings: {} }] };
    await new DeliverHandler(types, new OutputGate(60_000)).abandon(context.context({ config }));
    expect([account.contents, account.empty]).toEqual([[], []]);
  });

  it('deletes the video of a delivery that nobody continues', async () => {
    const destination = account.destination();
    const session = await destination.open(request);
    expect(account.empty).toEqual([session]);
    expect(await destination.cancel(session, request)).toEqual({ kind: 'cancelled' });
    expect([account.empty, [...account.notesSealed.all.keys()]]).toEqual([[], []]);
  });

  it.each([
    ['a recorded video', true],
    ['a video whose record was lost', false],
  ])('publishes nothing of earlier settings: %s', async (_, isRecorded) => {
    const session = await account.destination({ privacy: 'everyone' }).open(request);
    if (isRecorded) log.checkpoints = { session: { id: session, key: request.key }, finalising: null };
    expect(await log.attempt({ ...request, title: 'Corrected' })).toMatchObject({ kind: 'delivered' });
    expect(account.fake.uploaded).toMatchObject([{ title: 'Corrected', privacy: 'only_me' }]);
    expect(account.empty).toEqual([]);
  });

  it('keeps a confirmed video if the process died before its step was completed, and the content changed', async () => {
    await log.attempt(request);
    const next = new DeliveryLog(account.destination());
    next.checkpoints = log.checkpoints;
    const { assetId } = request;
    const changed = asVideo(await createRequest(dir, { 'video.mp4': 'other' }, { assetId }));
    expect(await next.attempt(changed)).toMatchObject({ kind: 'delivered', key: request.key, delivered: { reconciled: true } });
    expect(account.contents).toEqual([FRAMES]);
  });

  it('makes one video of two concurrent deliveries that do not know of each other', async () => {
    const both = [account.destination(), account.destination()].map((each) => new DeliveryLog(each));
    await Promise.allSettled(both.map((each) => each.attempt(request)));
    await log.attempt(request).catch(() => log.attempt(request));
    expect(account.contents).toEqual([FRAMES]);
  });

  it('adds the video to its album once', async () => {
    account.addAlbum(3);
    await log.attempt(request);
    const video = readExternalId(log.delivered ?? {}) ?? '';
    const destination = account.destination({ album: 3 });
    for (const { run } of destination.probes()) await run(new AbortController().signal);
    expect(await destination.followUp(aFollowUp('album', video))).toEqual({ album_id: 3, reconciled: false });
    expect(await destination.followUp(aFollowUp('album', video))).toEqual({ album_id: 3, reconciled: true });
    // The list may show an addition late. Then the refusal of a second one tells that it has happened.
    account.fake.faults.add({
      fault: { kind: 'answer', status: 200, body: '{"response":[]}' },
      on: matchRequests('POST', /getAlbumsByVideo/),
    });
    expect(await destination.followUp(aFollowUp('album', video))).toEqual({ album_id: 3, reconciled: true });
    await expect(account.destination({ album: 4 }).followUp(aFollowUp('album', video))).rejects.toMatchObject({
      code: 'output-misconfigured',
    });
  });

  it('keeps upload addresses and the token out of everything that is written in the clear', async () => {
    await log.attempt(request);
    const [key = ''] = account.fake.uploaded.map(({ uploadKey }) => uploadKey);
    const seen = [log.written, log.delivered, [...account.notesSealed.all.values()]].map((each) => JSON.stringify(each)).join();
    for (const secret of [key, FAKE_VK_TOKEN]) expect(seen).not.toContain(secret);
    expect(account.fake.log.map(({ target }) => target).join()).not.toContain(FAKE_VK_TOKEN);
  });

  it.each<[OutputConfig['settings'], RegExp]>([
    [{}, /needs the setting 'credential'/],
    [{ credential: 1, group: -77 }, /'group' of a VK output must be a whole number/],
    [{ credential: 1, group: 77, privacy: 'everyone' }, /has no 'privacy'/],
    [{ credential: 1, privacy: 'some' }, /must be one of: everyone, friends, nobody/],
    [{ credential: 1, playlist: 'x' }, /has no setting 'playlist'/],
  ])('refuses wrong settings with a reason: %j', (settings, words) => {
    expect(() => readVkSettings(settings)).toThrow(words);
  });
});
