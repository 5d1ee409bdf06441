import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphRefusal, graphError, matchRequests, type Fault, type MicrosoftFake } from '@throughline/strict-fakes';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../destination.js';
import { CREDENTIAL, type CloudAccount } from '#testing/cloud-folders/cloud-account.js';
import { openOneDrive } from '#testing/onedrive/onedrive-account.js';
import { OneDriveStorage } from './onedrive-storage.js';

const UNIT = 320 * 1024;
const FILES = { 'video.mp4': 'frames'.repeat(100_000), 'words.srt': 'words', 'empty.txt': '' };
const FRAGMENTS = matchRequests('PUT', /^\/up\//);
const BEGINNING = matchRequests('POST', /createUploadSession/);
const WEEK_MS = 7 * 86_400_000;

const refusing = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Fault => {
  const answer = graphError(new GraphRefusal(status, code));
  return { kind: 'answer', ...answer, headers: { ...answer.headers, ...headers } };
};

describe('a OneDrive output', () => {
  let account: CloudAccount<MicrosoftFake>;
  let dir: string;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  let now: number;
  beforeEach(async () => {
    now = Date.parse('2026-02-05T10:00:00Z');
    account = await openOneDrive({ now: () => now, pageSize: 2 });
    dir = await mkdtemp(join(tmpdir(), 'tl-onedrive-'));
    log = new DeliveryLog(account.destination());
    request = await createRequest(dir, FILES, { title: 'Überblick #1: 100 %' });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    expect(account.fake.troubles).toEqual([]);
    await account.close();
    await rm(dir, { recursive: true, force: true });
  });
  const expectOneCopy = async (): Promise<void> => {
    expect(account.objects(request.assetId)).toEqual([FILES]);
    // The folder, its files and its manifest.
    expect(Object.keys(account.fake.tree())).toHaveLength(5);
    expect([await account.sessions(), await account.leftovers(), account.fake.uploads.sessions.size]).toEqual([[], [], 0]);
  };
  const untilDelivered = async (): Promise<void> => {
    const again = new DeliveryLog(account.destination());
    again.checkpoints = log.checkpoints;
    expect(await again.attempt(request)).toMatchObject({ kind: 'delivered', key: request.key });
  };

  it('shows the item in a folder with its title, at the address that Microsoft reports', async () => {
    const end = await log.attempt(request);
    await expectOneCopy();
    expect(Object.keys(account.fake.tree())[0]).toMatch(/^\/Überblick #1 100 % \[[0-9a-f]{12}\]$/);
    expect(end).toMatchObject({ delivered: { url: expect.stringMatching(/^https:\/\/onedrive\.live\.com\/\?id=/) as string } });
  });

  it('creates a file only with its last fragment, of at most 320 KiB, on finalising', async () => {
    const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
    const session = await account.destination().open(request);
    await account.destination().send({ session }, request, hooks);
    const [upload] = [...account.fake.uploads.sessions.values()].filter(({ path }) => path.endsWith('video.mp4'));
    expect(upload?.bytes.length).toBe(UNIT);
    expect(Object.values(account.fake.tree())).toEqual([undefined]);
    await account.destination().finish(session, request, hooks.signal);
    await expectOneCopy();
  });

  it('sends no fragment twice after a lost answer', async () => {
    account.fake.faults.add({ fault: { kind: 'drop-answer' }, on: FRAGMENTS });
    await log.attempt(request);
    const ranges = account.fake.log
      .filter(({ method, target }) => method === 'PUT' && target.startsWith('/up/'))
      .map(({ headers, target }) => `${target} ${headers['content-range'] ?? ''}`);
    expect(new Set(ranges).size).toBe(ranges.length);
    await expectOneCopy();
  });

  it('continues where Microsoft expects the next fragment if it refuses one that it has', async () => {
    account.fake.faults.add({ fault: refusing(416, 'invalidRange'), on: FRAGMENTS });
    await log.attempt(request);
    await expectOneCopy();
  });

  it.each([
    ['activityLimitReached', 429, { 'retry-after': '7' }, { code: 'output-busy', retryAfterMs: 7_000 }],
    ['serviceNotAvailable', 503, {}, { code: 'output-busy' }],
    ['quotaLimitReached', 507, {}, { code: 'disk-full' }],
    ['accessDenied', 403, {}, { code: 'output-not-writable' }],
  ] as const)('waits as Microsoft requests: %s', async (code, status, headers, wait) => {
    account.fake.faults.add({ fault: refusing(status, code, headers), on: BEGINNING });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', ...wait });
    await untilDelivered();
    await expectOneCopy();
  });

  it('stores each replaced refresh token, and asks with the next one', async () => {
    for (let round = 0; round < 3; round += 1) {
      await account.destination().check();
      now += 2 * 3_600_000;
    }
    expect(account.fake.oauth.refreshes).toBe(3);
    // Old refresh tokens are refused by now, and the processes must agree on one request.
    await Promise.all([1, 2, 3].map(() => account.destination().check()));
    expect(account.fake.oauth.refreshes).toBe(4);
    account.fake.oauth.revoke('someone@outlook.example');
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'credential-needs-reauth' });
    expect(await account.secrets.status(CREDENTIAL)).toMatchObject({ state: 'needs_reauth' });
  });

  it('restarts an upload whose session has expired', async () => {
    account.fake.faults.add({ fault: refusing(503, 'serviceNotAvailable'), on: FRAGMENTS, skip: 1, times: 9 });
    await expect(log.attempt(request)).rejects.toMatchObject({ code: 'output-busy' });
    account.fake.faults.clear();
    now += WEEK_MS;
    await untilDelivered();
    expect(account.objects(request.assetId)).toEqual([FILES]);
  });

  it('sends again what Microsoft has stored with other content', async () => {
    const send: OneDriveStorage['send'] = Reflect.get(OneDriveStorage.prototype, 'send');
    jest.spyOn(OneDriveStorage.prototype, 'send').mockImplementationOnce(function (
      this: OneDriveStorage,
      session,
      chunk,
      signal,
    ) {
      return send.call(this, session, { ...chunk, bytes: Buffer.alloc(chunk.bytes.byteLength) }, signal);
    });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'truncated' });
    expect(account.objects(request.assetId)).toEqual([]);
    await untilDelivered();
    await expectOneCopy();
  });

  it('makes no second copy although all notes have expired', async () => {
    await log.attempt(request);
    for (const name of account.notesSealed.all.keys()) await account.notesSealed.remove(name);
    expect(await new DeliveryLog(account.destination()).attempt(request)).toMatchObject({ delivered: { reconciled: true } });
    expect(account.objects(request.assetId)).toEqual([FILES]);
  });

  it('deletes its unfinished files, and ends their sessions, when no attempt continues', async () => {
    account.fake.faults.add({ fault: refusing(503, 'serviceNotAvailable'), on: FRAGMENTS, skip: 1, times: 9 });
    await expect(log.attempt(request)).rejects.toMatchObject({ code: 'output-busy' });
    account.fake.faults.clear();
    const [session = ''] = await account.sessions();
    expect(await account.destination().cancel(session, request)).toEqual({ kind: 'cancelled' });
    expect([account.fake.tree(), account.fake.uploads.sessions.size, await account.sessions()]).toEqual([{}, 0, []]);
  });

  it('keeps tokens and addresses of upload sessions out of everything that is written in the clear', async () => {
    const seen: string[] = [];
    account.fake.faults.add(
      { fault: { kind: 'drop-request', afterBytes: 0 }, on: FRAGMENTS, times: 2 },
      { fault: { kind: 'drop-answer' }, on: matchRequests('GET', /^\/up\//) },
    );
    await log
      .attempt(request)
      .catch((error: unknown) => seen.push(JSON.stringify(error), String(error), String((error as Error).cause)));
    const addresses = [...account.fake.addresses];
    account.fake.faults.clear();
    await log.attempt(request);
    seen.push(JSON.stringify(log.written), JSON.stringify(log.delivered));
    seen.push([...account.notesSealed.all.values()].map(({ text }) => text).join());
    expect([seen.length, addresses.length > 0]).toEqual([6, true]);
    for (const text of seen)
      for (const secret of [...account.fake.oauth.issued, ...addresses]) expect(text).not.toContain(secret);
  });

  it('accepts no unencrypted address of an upload session at another host', async () => {
    const body = JSON.stringify({ uploadUrl: 'http://127.0.0.2/up/x', nextExpectedRanges: ['0-'] });
    account.fake.faults.add({ fault: { kind: 'answer', status: 200, body }, on: BEGINNING });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
  });
});
