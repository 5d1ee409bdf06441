import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAKE_GOOGLE_ACCOUNT, GoogleRefusal, googleError, matchRequests, type Fault } from '@throughline/strict-fakes';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { asVideo } from '#testing/videos/video-requests.js';
import { YouTubeAccount } from '#testing/youtube/youtube-account.js';

const FRAMES = 'frames'.repeat(100_000);
const CHUNKS = matchRequests('PUT', /upload_id=/);
const BEGINNING = matchRequests('POST', /uploadType=resumable/);
const DAY_MS = 86_400_000;

const refusing = (status: number, reason: string): Fault => ({
  kind: 'answer',
  ...googleError(new GoogleRefusal(status, reason)),
});
const containing = (text: string): string => expect.stringContaining(text) as string;

describe('a YouTube output', () => {
  let account: YouTubeAccount;
  let dir: string;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  let now: number;
  beforeEach(async () => {
    now = Date.parse('2026-07-01T10:00:00Z');
    account = await YouTubeAccount.open({ now: () => now });
    dir = await mkdtemp(join(tmpdir(), 'tl-youtube-'));
    log = new DeliveryLog(account.destination({ tags: 'talks, long words', category: 'Education', privacy: 'unlisted' }));
    request = asVideo(await createRequest(dir, { 'video.mp4': FRAMES }, { description: 'Topics:\n0:00 Welcome' }));
  });
  afterEach(async () => {
    expect(account.fake.troubles).toEqual([]);
    await account.close();
    await rm(dir, { recursive: true, force: true });
  });
  const untilDelivered = async (): Promise<void> => {
    for (let attempts = 0; attempts < 4; attempts += 1) {
      const end = await log.attempt(request).catch(() => undefined);
      if (end?.kind === 'delivered') return;
    }
    throw new Error('It was not delivered');
  };

  it('uploads the video with its texts and the settings of the output', async () => {
    expect(await log.attempt(request)).toMatchObject({
      kind: 'delivered',
      delivered: { reconciled: false, url: containing('https://www.youtube.com/watch?v=') },
    });
    expect(account.fake.youtube.videos).toMatchObject([
      {
        title: 'A talk',
        description: 'Topics:\n0:00 Welcome',
        tags: ['talks', 'long words'],
        categoryId: '27',
        privacyStatus: 'unlisted',
        madeForKids: false,
      },
    ]);
    expect(account.contents).toEqual([FRAMES]);
  });

  it('takes videos alone, and skips items without one', () => {
    const [video] = request.files;
    if (video === undefined) throw new Error('no file');
    const destination = account.destination();
    const files = ['application/pdf', 'audio/mpeg', 'text/plain'].map((mediaType) => ({ ...video, mediaType }));
    expect(destination.selects([...files, video])).toEqual([video]);
    expect(destination.selects([{ ...video, name: 'recording.MOV', mediaType: 'application/octet-stream' }])).toHaveLength(1);
    expect(destination.skips({ ...request, files: destination.selects(files) })).toBe('not_applicable');
    expect(destination.skips(request)).toBeUndefined();
  });

  it('resumes where YouTube has kept only a part of a chunk, or nothing', async () => {
    account.fake.uploads.keepLess = 2;
    expect(await log.attempt(request)).toMatchObject({ delivered: { reconciled: false } });
    expect(account.contents).toEqual([FRAMES]);
  });

  it('asks the session after a finishing request without an answer, and sends nothing again', async () => {
    account.fake.faults.add({ fault: { kind: 'drop-answer' }, on: CHUNKS, skip: 3 });
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    const ranges = account.fake.log
      .map(({ headers }) => headers['content-range'] ?? '')
      .filter((range) => /^bytes \d/.test(range));
    expect(new Set(ranges).size).toBe(ranges.length);
    expect(account.contents).toEqual([FRAMES]);
  });

  it('leaves a delivery unconfirmed whose session expired before it could be asked about', async () => {
    account.fake.faults.add({ fault: refusing(503, 'backendError'), on: CHUNKS, skip: 3, times: 9 });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'output-busy' });
    account.fake.faults.clear();
    now += 8 * DAY_MS;
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    expect(account.contents).toEqual([]);
  });

  it('waits until midnight Pacific time if the quota is used up, and then continues', async () => {
    account.fake.youtube.quota.limit = 1_000;
    await expect(log.attempt(request)).rejects.toMatchObject({
      kind: 'waiting',
      code: 'quota-exceeded',
      until: '2026-07-02T07:00:00.000Z',
    });
    now = Date.parse('2026-07-02T07:00:00Z');
    account.fake.youtube.quota.limit = 2_000;
    await untilDelivered();
    expect(account.contents).toEqual([FRAMES]);
  });

  it.each([
    [403, 'userRateLimitExceeded', { kind: 'waiting', code: 'output-busy' }],
    [403, 'rateLimitExceeded', { kind: 'waiting', code: 'output-busy' }],
    [400, 'uploadLimitExceeded', { kind: 'waiting', code: 'quota-exceeded', retryAfterMs: 3_600_000 }],
    [403, 'insufficientPermissions', { code: 'credential-needs-reauth', message: containing('lacks a permission') }],
    [403, 'forbidden', { kind: 'waiting', code: 'output-not-writable' }],
    [400, 'invalidTitle', { kind: 'permanent', code: 'metadata-refused', message: containing('the title') }],
    [400, 'invalidDescription', { kind: 'permanent', code: 'metadata-refused' }],
    [400, 'invalidTags', { kind: 'permanent', code: 'metadata-refused' }],
    [400, 'invalidCategoryId', { kind: 'permanent', code: 'metadata-refused' }],
  ])('reports what YouTube refuses: %d %s', async (status, reason, error) => {
    account.fake.faults.add({ fault: refusing(status, reason), on: BEGINNING });
    await expect(log.attempt(request)).rejects.toMatchObject(error);
    expect(account.fake.youtube.videos).toEqual([]);
  });

  it('waits for a person if the account has no channel, and continues when it has one', async () => {
    account.fake.youtube.channels.close(FAKE_GOOGLE_ACCOUNT);
    const refusal = { kind: 'waiting', code: 'output-not-writable', message: containing('create one at youtube.com') };
    await expect(account.destination().check()).rejects.toMatchObject(refusal);
    await expect(log.attempt(request)).rejects.toMatchObject(refusal);
    account.fake.youtube.channels.reopen(FAKE_GOOGLE_ACCOUNT);
    await untilDelivered();
  });

  it.each([
    ['a recorded session', true],
    ['a session whose record was lost', false],
  ])('publishes nothing of earlier settings: %s', async (_, isRecorded) => {
    const before = new DeliveryLog(account.destination({ privacy: 'public' }));
    account.fake.faults.add({ fault: refusing(503, 'backendError'), on: CHUNKS, skip: 1, times: 9 });
    await expect(before.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    account.fake.faults.clear();
    const after = new DeliveryLog(account.destination({ privacy: 'private' }));
    if (isRecorded) after.checkpoints = before.checkpoints;
    expect(await after.attempt({ ...request, title: 'Corrected' })).toMatchObject({ kind: 'delivered' });
    expect(account.fake.youtube.videos).toMatchObject([{ title: 'Corrected', privacyStatus: 'private' }]);
    expect([account.contents, account.fake.uploads.open]).toEqual([[FRAMES], []]);
  });

  it('makes one video of two concurrent deliveries that do not know of each other', async () => {
    const both = [account.destination(), account.destination()].map((each) => new DeliveryLog(each));
    await Promise.allSettled(both.map((each) => each.attempt(request)));
    await untilDelivered();
    expect(account.contents).toEqual([FRAMES]);
  });

  it('ends the session of a delivery that nobody continues, or finds the video', async () => {
    const destination = account.destination();
    const session = await destination.open(request);
    expect(await destination.cancel(session, request)).toEqual({ kind: 'cancelled' });
    expect([account.fake.uploads.open, [...account.notesSealed.all.keys()]]).toEqual([[], []]);
    await log.attempt(request);
    expect(await destination.cancel(session, request)).toMatchObject({ kind: 'complete' });
    expect(account.contents).toEqual([FRAMES]);
  });

  it('keeps session addresses and tokens out of everything that is written in the clear', async () => {
    const seen: string[] = [];
    account.fake.faults.add({ fault: refusing(400, 'invalid'), on: CHUNKS, skip: 2 });
    await log
      .attempt(request)
      .catch((error: unknown) => seen.push(JSON.stringify(error), String(error), String((error as Error).cause)));
    await untilDelivered();
    seen.push(JSON.stringify(log.written), JSON.stringify(log.delivered));
    seen.push([...account.notesSealed.all.values()].map(({ text }) => text).join());
    const ids = [...account.fake.uploads.sessions.keys()];
    expect(ids.length).toBeGreaterThan(0);
    for (const text of seen) for (const secret of [...account.fake.oauth.issued, ...ids]) expect(text).not.toContain(secret);
  });
});
