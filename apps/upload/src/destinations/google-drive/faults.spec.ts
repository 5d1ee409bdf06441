import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GoogleRefusal, googleError, matchRequests, type Fault } from '@throughline/strict-fakes';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { CREDENTIAL, DriveAccount } from '#testing/google-drive/drive-account.js';

const KIB = 1024;
const UNIT = 256 * KIB;
const FRAMES = 'frames'.repeat(100_000);
const WHOLE = [{ 'video.mp4': FRAMES, 'words.srt': 'words', 'empty.txt': '' }];
const CHUNKS = matchRequests('PUT', /upload_id=/);
const BEGINNING = matchRequests('POST', /uploadType=resumable/);
const DAY_MS = 86_400_000;

const refusing = (status: number, reason: string, headers: Readonly<Record<string, string>> = {}): Fault => {
  const answer = googleError(new GoogleRefusal(status, reason));
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
    request = await createRequest(dir, WHOLE[0] ?? {});
  });
  afterEach(async () => {
    expect(account.fake.troubles).toEqual([]);
    await account.close();
    await rm(dir, { recursive: true, force: true });
  });
  const countRequests = (method: string, target: RegExp): number =>
    account.fake.log.filter((each) => each.method === method && target.test(each.target)).length;
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

  it('resumes where Drive has kept only a part of a chunk, or nothing', async () => {
    account.fake.uploads.keepLess = 2;
    expect(await log.attempt(request)).toMatchObject({ delivered: { reconciled: false } });
    await expectOneCopy();
  });

  it.each([503, 500, 502])('asks Drive for the kept bytes after %d, and resumes there', async (status) => {
    account.fake.faults.add({ fault: refusing(status, 'backendError'), on: CHUNKS });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'output-busy' });
    expect(countRequests('PUT', /upload_id/)).toBe(2);
    await untilDelivered();
    await expectOneCopy();
  });

  it('sends no byte twice after a lost answer', async () => {
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
    ['insufficientPermissions', 403, {}, { code: 'credential-needs-reauth' }],
    ['insufficientFilePermissions', 403, {}, { code: 'output-not-writable' }],
  ] as const)('waits as Google requests: %s', async (reason, status, headers, wait) => {
    account.fake.faults.add({ fault: refusing(status, reason, headers), on: BEGINNING });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', ...wait });
    await untilDelivered();
    await expectOneCopy();
  });

  it('waits for free space, and then continues', async () => {
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

  it('replaces a rejected token, and waits for a person if the consent was revoked', async () => {
    await new DeliveryLog(account.destination()).attempt(await createRequest(dir, { 'a.txt': 'a' }));
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
    expect(await account.secrets.status(CREDENTIAL)).toMatchObject({ state: 'needs_reauth' });
    await account.connect();
    await untilDelivered();
    expect(account.objects(request.assetId)).toEqual(WHOLE);
  });

  it('restarts an upload that Drive has forgotten, for the same file', async () => {
    account.fake.faults.add({ fault: refusing(503, 'backendError'), on: CHUNKS, skip: 1, times: 9 });
    await expect(log.attempt(request)).rejects.toMatchObject({ code: 'output-busy' });
    account.fake.faults.clear();
    now += 8 * DAY_MS;
    await untilDelivered();
    await expectOneCopy();
  });

  it('makes no second copy although all notes have expired', async () => {
    await log.attempt(request);
    for (const name of account.notesSealed.all.keys()) await account.notesSealed.remove(name);
    now += 31 * DAY_MS;
    const again = new DeliveryLog(account.destination());
    expect(await again.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
    expect([account.objects(request.assetId), account.fake.files.length]).toEqual([WHOLE, 3]);
  });

  it('makes one copy of two concurrent deliveries that do not know of each other', async () => {
    const both = [account.destination(), account.destination()].map((each) => new DeliveryLog(each));
    await Promise.allSettled(both.map((each) => each.attempt(request)));
    await untilDelivered();
    await expectOneCopy();
  });

  it('delivers again what a user has deleted at Drive', async () => {
    await log.attempt(request);
    for (const folder of account.fake.folders) folder.trashed = true;
    expect(await new DeliveryLog(account.destination()).attempt(request)).toMatchObject({ delivered: { reconciled: false } });
    expect(account.fake.folders.filter(({ trashed }) => !trashed)).toHaveLength(1);
  });

  it('creates each folder of its path once, for any number of concurrent deliveries', async () => {
    const settings = { folder: 'drive-team', path: 'Talks/{year}/{month}' };
    const several = await Promise.all([1, 2, 3, 4].map((number) => createRequest(dir, { 'a.txt': String(number) })));
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

  it('reuses a folder of its path, and creates another if it was deleted', async () => {
    const settings = { path: 'Talks' };
    const deliver = async (text: string): Promise<void> => {
      await new DeliveryLog(account.destination(settings)).attempt(await createRequest(dir, { 'a.txt': text }));
    };
    await deliver('1');
    await deliver('2');
    expect(account.fake.inside()).toHaveLength(1);
    for (const folder of account.fake.inside()) folder.trashed = true;
    await deliver('3');
    expect(account.fake.inside()).toHaveLength(1);
  });

  it('deletes its unfinished files when no attempt continues', async () => {
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

  it('keeps session addresses out of everything that is written in the clear', async () => {
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
    const { issued } = account.fake.oauth;
    expect(issued.length).toBeGreaterThan(1);
    for (const text of seen) for (const secret of [...issued, ...ids]) expect(text).not.toContain(secret);
  });

  it.each([
    [{ folder: 'nowhere-at-all' }, /does not exist, or the Google account has no access to it/],
    [{ folder: '../x' }, /the id of a folder/],
    [{ path: 'a/../b' }, /names joined by slashes/],
    [{ path: '{title}' }, /supports \{year\}, \{month\}, \{day\} and \{output\}, not \{title\}/],
    [{ nonsense: 'x' }, /has no setting 'nonsense'/],
  ])('reports wrong settings: %j', async (settings, words) => {
    const check = async (): Promise<void> => account.destination(settings).check();
    await expect(check()).rejects.toMatchObject({
      kind: 'permanent',
      code: 'output-misconfigured',
      message: expect.stringMatching(words) as string,
    });
  });
});
