import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matchRequests } from '@throughline/strict-fakes';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { UploadSessions } from '../../google/upload-sessions.js';
import { DriveClient } from './drive-client.js';
import { DriveAccount } from '#testing/google-drive/drive-account.js';

type Call = (...args: readonly unknown[]) => Promise<unknown>;

const FILES = { 'video.mp4': 'frames'.repeat(100_000), 'words.srt': 'words' };

/** All attempts at the same content share one session, so one may give it up while another completes it. */
describe('a delivery to Google Drive that one attempt gives up', () => {
  let account: DriveAccount;
  let dir: string;
  let request: DeliveryRequest;
  let session: string;
  beforeEach(async () => {
    account = await DriveAccount.open();
    dir = await mkdtemp(join(tmpdir(), 'tl-drive-'));
    request = await createRequest(dir, FILES);
    const destination = account.destination();
    session = await destination.open(request);
    const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
    expect(await destination.send({ session, offset: 0 }, request, hooks)).toBe('sent');
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    expect(account.fake.troubles).toEqual([]);
    await account.close();
    await rm(dir, { recursive: true, force: true });
  });

  const finish = (): Promise<unknown> => account.destination().finish(session, request, new AbortController().signal);
  /** Delays the return of the next call of a method, after Drive has answered it. */
  const holdNext = (method: 'status' | 'mark', until: () => Promise<unknown>): void => {
    const api = (method === 'mark' ? DriveClient : UploadSessions).prototype as unknown as Record<typeof method, Call>;
    const original = api[method];
    jest.spyOn(api, method).mockImplementationOnce(async function (this: unknown, ...args) {
      const answer = await original.apply(this, args);
      await until();
      return answer;
    });
  };
  const deliverAgain = async (): Promise<void> => {
    const log = new DeliveryLog(account.destination());
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', key: request.key });
    expect(account.objects(request.assetId)).toEqual([FILES]);
    expect([account.fake.files.length, await account.sessions(), await account.leftovers()]).toEqual([2, [], []]);
  };

  it('is kept if another attempt completes it after it was checked', async () => {
    holdNext('status', finish);
    expect(await account.destination().cancel(session, request)).toMatchObject({ kind: 'complete' });
    expect(account.objects(request.assetId)).toEqual([FILES]);
    await deliverAgain();
  });

  it('fails for an attempt that is about to complete it, and does not affect an upload that begins afterwards', async () => {
    const events = new EventEmitter();
    const [looked, marked] = [once(events, 'looked'), once(events, 'marked')];
    holdNext('status', () => {
      events.emit('looked');
      return marked;
    });
    const cancelling = account.destination().cancel(session, request);
    await looked;
    holdNext('mark', async () => {
      events.emit('marked');
      expect(await cancelling).toEqual({ kind: 'cancelled' });
      expect(await account.destination().open(request)).toBe(session);
    });
    await expect(finish()).rejects.toMatchObject({ kind: 'retryable', code: 'session-lost' });
    expect(await account.destination().inspect(session, request)).toEqual({ kind: 'open', offset: 0 });
    await deliverAgain();
  });

  it('stays given up although that attempt dies early, and the next one deletes the folder', async () => {
    account.fake.faults.add({
      fault: { kind: 'drop-request', afterBytes: 0 },
      on: matchRequests('DELETE', /v3\/files\/./),
      times: 9,
    });
    await expect(account.destination().cancel(session, request)).rejects.toThrow();
    account.fake.faults.clear();
    expect(account.fake.folders).toHaveLength(1);
    expect(await account.destination().inspect(session, request)).toEqual({ kind: 'gone' });
    expect(await finish()).toEqual({ kind: 'gone' });
    await deliverAgain();
    expect(account.fake.folders).toHaveLength(1);
  });

  it('is cancelled by a later attempt if the first one dies while it cancels', async () => {
    account.fake.faults.add({
      fault: { kind: 'drop-request', afterBytes: 0 },
      on: matchRequests('DELETE', /v3\/files\/./),
      times: 9,
    });
    await expect(account.destination().cancel(session, request)).rejects.toThrow();
    account.fake.faults.clear();
    expect(await account.destination().cancel(session, request)).toEqual({ kind: 'cancelled' });
    expect([account.fake.folders, await account.sessions()]).toEqual([[], []]);
  });

  it('starts over if a user has moved the unfinished folder to the trash', async () => {
    for (const folder of account.fake.folders) folder.trashed = true;
    const log = new DeliveryLog(account.destination());
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    const [folder, ...others] = account.fake.folders.filter(({ trashed }) => !trashed);
    expect(others).toEqual([]);
    expect(account.fake.inside(folder?.id).map(({ name }) => name)).toEqual(Object.keys(FILES));
    expect(await account.sessions()).toEqual([]);
  });

  it('is continued into the same files from a draft of a release that kept the sessions otherwise', async () => {
    const [name = ''] = [...account.notesSealed.all.keys()].filter((each) => each.startsWith('drive.'));
    const stored = await account.notes.read(name);
    const draft = JSON.parse(stored?.text ?? '') as { files: { id: string; session: string; hash: string }[] };
    const files = draft.files.map(({ session: url, hash: _, ...file }) => ({ ...file, url }));
    await account.notes.write(name, JSON.stringify({ ...draft, files }), stored?.revision ?? 'absent');
    await deliverAgain();
    expect(account.fake.files.map(({ id }) => id).sort()).toEqual(files.map(({ id }) => id).sort());
  });

  it('starts over if a user removes one of its files before the others exist', async () => {
    // The last request of the four that look at two uploads and create two files.
    account.fake.faults.add({ fault: { kind: 'drop-request', afterBytes: 0 }, on: matchRequests('PUT', /upload_id=/), skip: 3 });
    await expect(finish()).rejects.toThrow();
    const [video, ...others] = account.fake.files;
    expect([video?.name, others]).toEqual(['video.mp4', []]);
    Object.assign(video ?? {}, { trashed: true });
    const log = new DeliveryLog(account.destination());
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect(account.objects(request.assetId)).toEqual([FILES]);
    expect([account.fake.uploads.open, await account.sessions(), await account.leftovers()]).toEqual([[], [], []]);
  });
});
