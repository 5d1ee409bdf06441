import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DropboxRefusal, dropboxError, matchRequests, type DropboxFake, type Fault } from '@throughline/strict-fakes';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../destination.js';
import { CREDENTIAL, type CloudAccount } from '#testing/cloud-folders/cloud-account.js';
import { openDropbox } from '#testing/dropbox/dropbox-account.js';
import { DropboxContentHash } from './content-hash.js';
import { DropboxStorage } from './dropbox-storage.js';

const MIB = 1024 * 1024;
const FILES = { 'video.mp4': 'frames'.repeat(100_000), 'words.srt': 'words', 'empty.txt': '' };
const APPENDING = matchRequests('POST', /append_v2/);
const STARTING = matchRequests('POST', /upload_session\/start/);
const FINISHING = matchRequests('POST', /upload_session\/finish/);
const DAY_MS = 86_400_000;

const refusing = (status: number, tags: string, headers: Readonly<Record<string, string>> = {}): Fault => {
  const answer = dropboxError(new DropboxRefusal(status, tags));
  return { kind: 'answer', ...answer, headers: { ...answer.headers, ...headers } };
};

describe('a Dropbox output', () => {
  let account: CloudAccount<DropboxFake>;
  let dir: string;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  let now: number;
  beforeEach(async () => {
    now = Date.parse('2026-02-05T10:00:00Z');
    account = await openDropbox({ now: () => now, pageSize: 2 });
    dir = await mkdtemp(join(tmpdir(), 'tl-dropbox-'));
    log = new DeliveryLog(account.destination());
    request = await createRequest(dir, FILES, { title: 'Überblick: 会議' });
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
    expect([await account.sessions(), await account.leftovers()]).toEqual([[], []]);
  };
  const untilDelivered = async (): Promise<void> => {
    const again = new DeliveryLog(account.destination());
    again.checkpoints = log.checkpoints;
    expect(await again.attempt(request)).toMatchObject({ kind: 'delivered', key: request.key });
  };

  it('shows the item in a folder with its title, at the address of the delivery', async () => {
    const end = await log.attempt(request);
    await expectOneCopy();
    const folder = Object.keys(account.fake.tree()).find((path) => path.startsWith('/Überblick 会議 ['));
    const url = `https://www.dropbox.com/home/${encodeURIComponent((folder ?? '').slice(1))}`;
    expect(end).toMatchObject({ delivered: { url, externalId: expect.stringMatching(/^id:/) as string } });
  });

  it('resumes where Dropbox has kept only a part of a chunk', async () => {
    account.fake.uploads.keepLess = 2;
    expect(await log.attempt(request)).toMatchObject({ delivered: { reconciled: false } });
    await expectOneCopy();
  });

  it('sends no byte twice after a lost answer', async () => {
    account.fake.faults.add({ fault: { kind: 'drop-answer' }, on: APPENDING });
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    const sent = account.fake.log
      .filter(({ target }) => /append_v2/.test(target))
      .reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);
    expect(sent).toBe(request.files.reduce((sum, { size }) => sum + size, 0));
    await expectOneCopy();
  });

  it.each([
    ['too_many_requests', 429, { 'retry-after': '7' }, { code: 'output-busy', retryAfterMs: 7_000 }],
    ['too_many_write_operations', 409, {}, { code: 'output-busy' }],
    ['internal_error', 503, {}, { code: 'output-busy' }],
    ['missing_scope', 401, {}, { code: 'output-not-writable' }],
  ] as const)('waits as Dropbox requests: %s', async (tags, status, headers, wait) => {
    account.fake.faults.add({ fault: refusing(status, tags, headers), on: STARTING, times: 2 });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', ...wait });
    account.fake.faults.clear();
    await untilDelivered();
    await expectOneCopy();
  });

  it('waits for free space, and then continues', async () => {
    account.fake.account().quotaBytes = 1_000;
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'disk-full' });
    expect(account.objects(request.assetId)).toEqual([]);
    account.fake.account().quotaBytes = 2 ** 40;
    await untilDelivered();
    await expectOneCopy();
  });

  it('replaces a rejected token, and waits for a person if the consent was revoked', async () => {
    await account.destination().check();
    account.fake.oauth.forgetAccess();
    await account.destination().check();
    expect(account.fake.oauth.refreshes).toBe(2);
    account.fake.oauth.revoke('someone@dropbox.example');
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'credential-needs-reauth' });
    expect(await account.secrets.status(CREDENTIAL)).toMatchObject({ state: 'needs_reauth' });
    await account.connect();
    await untilDelivered();
    await expectOneCopy();
  });

  it('restarts an upload whose session has expired', async () => {
    account.fake.faults.add({ fault: refusing(503, 'internal_error'), on: APPENDING, skip: 1, times: 9 });
    await expect(log.attempt(request)).rejects.toMatchObject({ code: 'output-busy' });
    account.fake.faults.clear();
    now += 8 * DAY_MS;
    await untilDelivered();
    await expectOneCopy();
  });

  it('finds its file if the answer that created it was lost', async () => {
    account.fake.faults.add({ fault: { kind: 'drop-answer' }, on: FINISHING });
    await expect(log.attempt(request)).rejects.toMatchObject({ code: 'output-unreachable' });
    await untilDelivered();
    await expectOneCopy();
  });

  it('sends again what Dropbox has stored with other content', async () => {
    const append = account.fake.uploads.append.bind(account.fake.uploads);
    jest
      .spyOn(account.fake.uploads, 'append')
      .mockImplementationOnce((owner, argument, bytes) => append(owner, argument, Buffer.alloc(bytes.length)));
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'truncated' });
    expect(account.objects(request.assetId)).toEqual([]);
    await untilDelivered();
    await expectOneCopy();
  });

  it('makes no second copy although all notes have expired', async () => {
    await log.attempt(request);
    for (const name of account.notesSealed.all.keys()) await account.notesSealed.remove(name);
    const again = new DeliveryLog(account.destination());
    expect(await again.attempt({ ...request, title: 'Renamed' })).toMatchObject({ delivered: { reconciled: true } });
    expect(account.objects(request.assetId)).toEqual([FILES]);
  });

  it('makes one copy of two concurrent deliveries that do not know of each other', async () => {
    const both = [account.destination(), account.destination()].map((each) => new DeliveryLog(each));
    await Promise.allSettled(both.map((each) => each.attempt(request)));
    await untilDelivered();
    await expectOneCopy();
  });

  it('delivers again what a user has deleted', async () => {
    await log.attempt(request);
    for (const path of Object.keys(account.fake.tree())) if (path.split('/').length === 2) account.fake.delete(path);
    expect(await new DeliveryLog(account.destination()).attempt(request)).toMatchObject({ delivered: { reconciled: false } });
    await expectOneCopy();
  });

  it('deletes its unfinished files when no attempt continues', async () => {
    account.fake.faults.add({ fault: refusing(503, 'internal_error'), on: FINISHING, skip: 1, times: 9 });
    await expect(log.attempt(request)).rejects.toMatchObject({ code: 'output-busy' });
    account.fake.faults.clear();
    const [session = ''] = await account.sessions();
    expect(await account.destination().cancel(session, request)).toEqual({ kind: 'cancelled' });
    expect([account.fake.tree(), await account.sessions()]).toEqual([{}, []]);
    expect(await account.destination().cancel(session, request)).toEqual({ kind: 'gone' });
  });

  it('leaves nothing if an attempt creates a file after another one has cancelled the delivery', async () => {
    const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
    const session = await account.destination().open(request);
    await account.destination().send({ session }, request, hooks);
    const commit: DropboxStorage['commit'] = Reflect.get(DropboxStorage.prototype, 'commit');
    jest.spyOn(DropboxStorage.prototype, 'commit').mockImplementationOnce(async function (this: DropboxStorage, ...args) {
      expect(await account.destination().cancel(session, request)).toEqual({ kind: 'cancelled' });
      return commit.apply(this, args);
    });
    await expect(account.destination().finish(session, request, hooks.signal)).rejects.toMatchObject({ code: 'session-lost' });
    expect(account.fake.tree()).toEqual({});
  });

  it('keeps tokens and upload sessions out of everything that is written in the clear', async () => {
    const seen: string[] = [];
    account.fake.faults.add({ fault: refusing(409, 'path/other'), on: APPENDING, skip: 1 });
    await log
      .attempt(request)
      .catch((error: unknown) => seen.push(JSON.stringify(error), String(error), String((error as Error).cause)));
    const ids = [...account.fake.uploads.sessions.keys()];
    await log.attempt(request);
    seen.push(JSON.stringify(log.written), JSON.stringify(log.delivered));
    seen.push([...account.notesSealed.all.values()].map(({ text }) => text).join());
    expect([ids.length > 0, account.fake.oauth.issued.length > 1]).toEqual([true, true]);
    for (const text of seen) for (const secret of [...account.fake.oauth.issued, ...ids]) expect(text).not.toContain(secret);
  });

  it('uses the folder of the day on which the delivery starts, and continues there on the next day', async () => {
    const open = (): DeliveryLog => new DeliveryLog(account.destination({ folder: 'Talks/{year}/{month}-{day} {output}' }));
    const dated = open();
    account.fake.faults.add({ fault: refusing(503, 'internal_error'), on: FINISHING, times: 9 });
    await expect(dated.attempt(request)).rejects.toMatchObject({ code: 'output-busy' });
    account.fake.faults.clear();
    now += DAY_MS;
    expect(await dated.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect(account.foldersOf(request.assetId)).toEqual(['Talks/2026/02-05 out']);
    const other = await createRequest(dir, FILES);
    await open().attempt(other);
    expect(account.foldersOf(other.assetId)).toEqual(['Talks/2026/02-06 out']);
  });

  it.each([
    [{ folder: 'Talks/{week}' }, /supports \{year\}, \{month\}, \{day\} and \{output\}, not \{week\}/],
    [{ folder: 'a/../b' }, /names joined by slashes/],
    [{ nonsense: 'x' }, /has no setting 'nonsense'/],
  ])('reports wrong settings: %j', (settings, words) => {
    expect(() => account.destination(settings)).toThrow(words);
  });
});

describe('the content hash of Dropbox', () => {
  it('is the hash of the hashes of blocks, however the bytes arrive', () => {
    const sha = (...pieces: readonly Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(pieces)).digest();
    const content = Buffer.alloc(9 * MIB, 'abc');
    const blocks = [0, 4, 8].map((at) => sha(content.subarray(at * MIB, (at + 4) * MIB)));
    const hash = new DropboxContentHash();
    for (let at = 0; at < content.length; at += 3 * MIB) hash.update(content.subarray(at, at + 3 * MIB));
    expect(hash.digest()).toBe(sha(...blocks).toString('hex'));
    expect(new DropboxContentHash().digest()).toBe(sha().toString('hex'));
  });
});
