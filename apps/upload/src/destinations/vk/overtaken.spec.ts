import { tempDir, type TempDir } from '@throughline/stack/testing';
import { matchRequests } from '@throughline/strict-fakes';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { asVideo } from '#testing/videos/video-requests.js';
import { VkAccount } from '#testing/vk/vk-account.js';
import { VkClient } from './vk-client.js';

const FRAMES = 'frames'.repeat(1_000);

describe('a delivery to VK at the same time as another attempt', () => {
  let account: VkAccount;
  let dir: TempDir;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  beforeEach(async () => {
    account = await VkAccount.open();
    dir = await tempDir();
    log = new DeliveryLog(account.destination());
    request = asVideo(await createRequest(dir.path, { 'video.mp4': FRAMES }));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    expect(account.fake.troubles).toEqual([]);
    await account.close();
    await dir.remove();
  });

  /** The next reader of a note gets it as it was before a whole delivery. */
  const deliverAfterNextRead = (): void => {
    const read = account.notesSealed.read.bind(account.notesSealed);
    jest.spyOn(account.notesSealed, 'read').mockImplementationOnce(async (name) => {
      const stale = await read(name);
      expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
      return stale;
    });
  };

  it('is complete although an abandoned attempt cancels the video', async () => {
    const abandoned = account.destination();
    const session = await abandoned.open(request);
    deliverAfterNextRead();
    expect(await abandoned.cancel(session, request)).toMatchObject({ kind: 'complete', delivered: { externalId: session } });
    expect(account.contents).toEqual([FRAMES]);
  });

  it('is complete although an attempt with another title replaces the video', async () => {
    const next = account.destination();
    const session = await next.open(request);
    deliverAfterNextRead();
    expect(await next.open({ ...request, title: 'Corrected' })).toBe(session);
    expect([account.contents, account.empty]).toEqual([[FRAMES], []]);
  });

  it('begins again if its video was cancelled before the answer to the last byte', async () => {
    const other = account.destination();
    const upload = Object.getOwnPropertyDescriptor(VkClient.prototype, 'upload')?.value as VkClient['upload'];
    jest.spyOn(VkClient.prototype, 'upload').mockImplementationOnce(async function (this: VkClient, ...given) {
      const answer = await upload.apply(this, given);
      const { id } = log.checkpoints['session'] as { id: string };
      expect(await other.cancel(id, request)).toEqual({ kind: 'cancelled' });
      return answer;
    });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'session-lost' });
    expect(account.contents).toEqual([]);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect([account.contents, account.empty]).toEqual([[FRAMES], []]);
  });

  it.each([
    ['a recorded video', true],
    ['a video whose record was lost', false],
  ])('deletes a video whose cancellation was interrupted, and begins again: %s', async (_, isRecorded) => {
    const abandoned = account.destination();
    const session = await abandoned.open(request);
    account.fake.faults.add({ fault: { kind: 'drop-request', afterBytes: 0 }, on: matchRequests('POST', /video\.delete/) });
    await expect(abandoned.cancel(session, request)).rejects.toMatchObject({ kind: 'waiting' });
    expect(await abandoned.finish(session, request, new AbortController().signal)).toEqual({ kind: 'gone' });
    if (isRecorded) log.checkpoints = { session: { id: session, key: request.key }, finalising: null };
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect([account.contents, account.empty]).toEqual([[FRAMES], []]);
  });
});
