import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requests } from '@throughline/strict-fakes';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { requestOf } from '../../testing/request.js';
import type { DeliveryRequest } from '../destination.js';
import { DriveClient } from './drive-client.js';
import { DriveAccount } from './testing/drive-account.js';

const FILES = { 'video.mp4': 'frames'.repeat(100_000), 'words.srt': 'words' };

/** All attempts at the same content share one session, so one may give up what another is just completing. */
describe('a delivery to Google Drive that one attempt gives up', () => {
  let account: DriveAccount;
  let dir: string;
  let request: DeliveryRequest;
  let session: string;
  beforeEach(async () => {
    account = await DriveAccount.open();
    dir = await mkdtemp(join(tmpdir(), 'tl-drive-'));
    request = await requestOf(dir, FILES);
    const destination = account.destination();
    session = await destination.open(request);
    const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
    expect(await destination.send({ session }, request, hooks)).toBe('sent');
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    expect(account.fake.troubles).toEqual([]);
    await account.close();
    await rm(dir, { recursive: true, force: true });
  });

  const finish = (): Promise<unknown> => account.destination().finish(session, request, new AbortController().signal);
  /** Holds the next call of a method back, once Drive has answered it, until something else is done. */
  const holdNext = (method: 'status' | 'mark', until: () => Promise<unknown>): void => {
    const original = Reflect.get(DriveClient.prototype, method) as (...args: readonly unknown[]) => Promise<unknown>;
    jest.spyOn(DriveClient.prototype, method).mockImplementationOnce(async function (this: DriveClient, ...args) {
      const answer = await original.apply(this, args);
      await until();
      return answer as never;
    });
  };
  const deliverAgain = async (): Promise<void> => {
    const log = new DeliveryLog(account.destination());
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', key: request.key });
    expect(account.objects(request.assetId)).toEqual([FILES]);
    expect([account.fake.files.length, await account.sessions(), await account.leftovers()]).toEqual([2, [], []]);
  };

  it('stands where another has completed it after it was looked at', async () => {
    holdNext('status', finish);
    expect(await account.destination().cancel(session, request)).toMatchObject({ kind: 'complete' });
    expect(account.objects(request.assetId)).toEqual([FILES]);
    await deliverAgain();
  });

  it('is lost for another that is about to complete it, and what is begun after it is left alone', async () => {
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

  it('is given up although its author ends before the folder is taken away, which whoever comes next does', async () => {
    account.fake.faults.add({ fault: { kind: 'drop-request', afterBytes: 0 }, on: requests('DELETE', /v3\/files\/./), times: 9 });
    await expect(account.destination().cancel(session, request)).rejects.toThrow();
    account.fake.faults.clear();
    expect(account.fake.folders).toHaveLength(1);
    expect(await account.destination().inspect(session, request)).toEqual({ kind: 'gone' });
    expect(await finish()).toEqual({ kind: 'gone' });
    await deliverAgain();
    expect(account.fake.folders).toHaveLength(1);
  });

  it('is cancelled by whoever asks next where its author has ended over it', async () => {
    account.fake.faults.add({ fault: { kind: 'drop-request', afterBytes: 0 }, on: requests('DELETE', /v3\/files\/./), times: 9 });
    await expect(account.destination().cancel(session, request)).rejects.toThrow();
    account.fake.faults.clear();
    expect(await account.destination().cancel(session, request)).toEqual({ kind: 'cancelled' });
    expect([account.fake.folders, await account.sessions()]).toEqual([[], []]);
  });

  it('is begun anew where somebody has put the half-made folder into the bin', async () => {
    for (const folder of account.fake.folders) folder.trashed = true;
    const log = new DeliveryLog(account.destination());
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    const [folder, ...others] = account.fake.folders.filter(({ trashed }) => !trashed);
    expect(others).toEqual([]);
    expect(account.fake.inside(folder?.id).map(({ name }) => name)).toEqual(Object.keys(FILES));
    expect(await account.sessions()).toEqual([]);
  });
});
