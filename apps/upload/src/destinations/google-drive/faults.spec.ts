import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GoogleRefused, googleError, requests, type Fault } from '@throughline/strict-fakes';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { requestOf } from '../../testing/request.js';
import type { DeliveryRequest } from '../destination.js';
import { CREDENTIAL, DriveAccount } from './testing/drive-account.js';

const KIB = 1024;
const UNIT = 256 * KIB;
const FRAMES = 'frames'.repeat(100_000);
const WHOLE = [{ 'video.mp4': FRAMES, 'words.srt': 'words', 'empty.txt': '' }];
const CHUNKS = requests('PUT', /upload_id=/);
const BEGINNING = requests('POST', /uploadType=resumable/);
const DAY_MS = 86_400_000;

const refusing = (status: number, reason: string, headers: Readonly<Record<string, string>> = {}): Fault => {
  const answer = googleError(new GoogleRefused(status, reason));
  return { kind: 'answer', ...answer, headers: { ...answer.headers, ...headers } };
};

describe('a Google Drive output', () => {
  let account: DriveAccount;
  let dir: string;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  let now: number;
  beforeEach(async () => {
    now = Date.parse('2026-02-05T10:00:00Z');
    account = await DriveAccount.open({ now: () => now, searchLagMs: 60_000, accounts: [{ sharedDrives: ['drive-team'] }] });
    dir = await mkdtemp(join(tmpdir(), 'tl-drive-'));
    log = new DeliveryLog(account.destination());
    request = await requestOf(dir, WHOLE[0] ?? {});
  });
  afterEach(async () => {
    expect(account.fake.troubles).toEqual([]);
    await account.close();
    await rm(dir, { recursive: true, force: true });
  });
  const asked = (method: string, target: RegExp): number =>
    account.fake.log.filter((each) => each.method === method && target.test(each.target)).length;
  /** However it came to this: one folder, each file once. */
  const expectOneCopy = async (): Promise<void> => {
    expect(account.objects(request.assetId)).toEqual(WHOLE);
    expect(account.fake.files).toHaveLength(3);
    expect(account.fake.folders).toHaveLength(1);
    expect(await account.sessions()).toEqual([]);
    expect(await account.leftovers()).toEqual([]);
  };
  const untilDelivered = async (destination = account.destination()): Promise<readonly string[]> => {
    const codes: string[] = [];
    const again = new DeliveryLog(destination);
    again.checkpoints = log.checkpoints;
    for (let attempts = 0; attempts < 6; attempts += 1) {
      try {
        expect(await again.attempt(request)).toMatchObject({ kind: 'delivered', key: request.key });
        return codes;
      } catch (error) {
        codes.push((error as { code?: string }).code ?? String(error));
      }
    }
    throw new Error(`It was not delivered: ${codes.join(', ')}`);
  };

  it('goes on where Drive has kept less than it was sent, and where it has kept nothing', async () => {
    account.fake.uploads.keepLess = 2;
    expect(await log.attempt(request)).toMatchObject({ delivered: { reconciled: false } });
    await expectOneCopy();
  });

  it.each([503, 500, 502])('asks what was kept after %d, and goes on from there', async (status) => {
    account.fake.faults.add({ fault: refusing(status, 'backendError'), on: CHUNKS });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'output-busy' });
    expect(asked('PUT', /upload_id/)).toBe(2);
    await untilDelivered();
    await expectOneCopy();
  });

  it('sends no byte twice that an answer was lost for', async () => {
    account.fake.faults.add({ fault: { kind: 'drop-answer' }, on: CHUNKS });
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    const ranges = account.fake.log
      .map(({ headers }) => headers['content-range'] ?? '')
      .filter((range) => /^bytes \d/.test(range));
    expect(new Set(ranges).size).toBe(ranges.length);
    await expectOneCopy();
  });

  it.each([
    ['userRateLimitExceeded', 403, { 'retry-after': '7' }, { code: 'output-busy', retryAfterMs: 7_000 }],
    ['rateLimitExceeded', 429, { 'retry-after': '9' }, { code: 'output-busy', retryAfterMs: 9_000 }],
    ['storageQuotaExceeded', 403, {}, { code: 'disk-full' }],
    ['dailyLimitExceeded', 403, {}, { code: 'quota-exceeded', retryAfterMs: 3_600_000 }],
    ['insufficientFilePermissions', 403, {}, { code: 'output-not-writable' }],
  ] as const)('waits as Google wants it: %s', async (reason, status, headers, wait) => {
    account.fake.faults.add({ fault: refusing(status, reason, headers), on: BEGINNING });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', ...wait });
    await untilDelivered();
    await expectOneCopy();
  });

  it('waits for room, and goes on once there is some', async () => {
    account.fake.account().quotaBytes = UNIT;
    await expect(log.attempt(request)).rejects.toMatchObject({
      kind: 'waiting',
      code: 'disk-full',
      message: expect.stringContaining('free some') as string,
    });
    account.fake.account().quotaBytes = 10 * UNIT;
    await untilDelivered();
    await expectOneCopy();
  });

  it('takes a new token where the one it has is not taken, and waits for a person where the consent is not', async () => {
    await new DeliveryLog(account.destination()).attempt(await requestOf(dir, { 'a.txt': 'a' }));
    account.fake.oauth.forgetAccess();
    await account.destination().check();
    expect(account.fake.oauth.refreshes).toBe(2);
    account.fake.oauth.revoke('someone@gmail.example');
    const refusal = {
      kind: 'waiting',
      code: 'credential-needs-reauth',
      message: expect.stringContaining('tl credential connect 7') as string,
    };
    await expect(account.destination().check()).rejects.toMatchObject(refusal);
    await expect(log.attempt(request)).rejects.toMatchObject(refusal);
    expect(await account.desk.standing(CREDENTIAL)).toMatchObject({ state: 'needs_reauth' });
    await account.connect();
    await untilDelivered();
    expect(account.objects(request.assetId)).toEqual(WHOLE);
  });

  it('begins an upload again that Drive has forgotten, for the same file', async () => {
    account.fake.faults.add({ fault: refusing(503, 'backendError'), on: CHUNKS, skip: 1, times: 9 });
    await expect(log.attempt(request)).rejects.toMatchObject({ code: 'output-busy' });
    account.fake.faults.clear();
    now += 8 * DAY_MS;
    await untilDelivered();
    await expectOneCopy();
  });

  it('makes no second copy where everybody has forgotten everything', async () => {
    await log.attempt(request);
    for (const name of account.notesSealed.all.keys()) await account.notesSealed.remove(name);
    now += 31 * DAY_MS;
    const again = new DeliveryLog(account.destination());
    expect(await again.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
    expect([account.objects(request.assetId), account.fake.files.length]).toEqual([WHOLE, 3]);
  });

  it('makes one copy of what two deliver at the same time, who do not know of each other', async () => {
    const both = [account.destination(), account.destination()].map((each) => new DeliveryLog(each));
    await Promise.allSettled(both.map((each) => each.attempt(request)));
    await untilDelivered();
    await expectOneCopy();
  });

  it('delivers anew what somebody has taken away there', async () => {
    await log.attempt(request);
    for (const folder of account.fake.folders) folder.trashed = true;
    expect(await new DeliveryLog(account.destination()).attempt(request)).toMatchObject({ delivered: { reconciled: false } });
    expect(account.fake.folders.filter(({ trashed }) => !trashed)).toHaveLength(1);
  });

  it('makes each folder of its path once, however many deliver there at the same time', async () => {
    const settings = { folder: 'drive-team', path: 'Talks/{year}/{month}' };
    const several = await Promise.all([1, 2, 3, 4].map((number) => requestOf(dir, { 'a.txt': String(number) })));
    await Promise.all(several.map((each) => new DeliveryLog(account.destination(settings)).attempt(each)));
    const [talks] = account.fake.inside('drive-team');
    const [year] = account.fake.inside(talks?.id);
    const [month] = account.fake.inside(year?.id);
    expect([talks, year, month].map((each) => each?.name)).toEqual(['Talks', '2026', '02']);
    expect(account.fake.folders).toHaveLength(3 + several.length);
    expect(account.fake.inside(month?.id).map(({ name }) => name)).toEqual(Array(4).fill('A talk'));
    now += 31 * DAY_MS;
    for (const name of account.notesSealed.all.keys()) await account.notesSealed.remove(name);
    await new DeliveryLog(account.destination({ folder: 'drive-team', path: 'Talks' })).attempt(request);
    expect(account.fake.inside('drive-team')).toHaveLength(1);
  });

  it('uses a folder of its path again, and another where it was taken away', async () => {
    const settings = { path: 'Talks' };
    const deliver = async (text: string): Promise<void> => {
      await new DeliveryLog(account.destination(settings)).attempt(await requestOf(dir, { 'a.txt': text }));
    };
    await deliver('1');
    await deliver('2');
    expect(account.fake.inside()).toHaveLength(1);
    for (const folder of account.fake.inside()) folder.trashed = true;
    await deliver('3');
    expect(account.fake.inside()).toHaveLength(1);
  });

  it('ends what it has begun when nobody goes on with it', async () => {
    account.fake.faults.add({ fault: refusing(503, 'backendError'), on: CHUNKS, skip: 1, times: 9 });
    await expect(log.attempt(request)).rejects.toMatchObject({ code: 'output-busy' });
    account.fake.faults.clear();
    const [session = ''] = await account.sessions();
    expect(await account.destination().cancel(session, request)).toEqual({ kind: 'cancelled' });
    expect([account.fake.uploads.open, account.fake.folders, await account.sessions()]).toEqual([[], [], []]);
    expect(await account.destination().cancel(session, request)).toEqual({ kind: 'gone' });
    await untilDelivered();
    await expectOneCopy();
  });

  it('keeps the addresses of its sessions out of everything that is written down in the open', async () => {
    const seen: string[] = [];
    account.fake.faults.add({ fault: refusing(400, 'invalid'), on: CHUNKS, skip: 2 });
    await log
      .attempt(request)
      .catch((error: unknown) => seen.push(JSON.stringify(error), String(error), String((error as Error).cause)));
    await log.attempt(request);
    seen.push(
      JSON.stringify(log.written),
      JSON.stringify(log.delivered),
      [...account.notesSealed.all.values()].map(({ text }) => text).join(),
    );
    const ids = [...account.fake.uploads.sessions.keys()];
    expect(ids.length).toBeGreaterThan(0);
    for (const text of seen) for (const secret of ['ya29.', '1//', ...ids]) expect(text).not.toContain(secret);
  });

  it.each([
    [{ folder: 'nowhere-at-all' }, /is not there, or its Google account may not see it/],
    [{ folder: '../x' }, /the id of a folder/],
    [{ path: 'a/../b' }, /names joined by slashes/],
    [{ path: '{title}' }, /knows \{year\}, \{month\}, \{day\} and \{output\}, not \{title\}/],
    [{ nonsense: 'x' }, /has no setting 'nonsense'/],
  ])('says what is wrong with its settings: %j', async (settings, words) => {
    const check = async (): Promise<void> => account.destination(settings).check();
    await expect(check()).rejects.toMatchObject({
      kind: 'permanent',
      code: 'output-misconfigured',
      message: expect.stringMatching(words) as string,
    });
  });
});
