import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAST_REQUESTS, endingAt } from '@throughline/strict-fakes';
import { readExternalId } from '../../delivery/delivery-record.js';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest, SessionDestination } from '../../kit/destination.js';
import { PLAIN_PICTURE } from '#testing/videos/plain-picture.js';
import { aFollowUp, asVideo } from '#testing/videos/video-requests.js';
import { VkAccount } from '#testing/vk/vk-account.js';

const FRAMES = 'frames'.repeat(20_000);
const ALBUM = 3;
/** More requests than an undisturbed delivery has. The spec fails if it finds more. */
const MAX_REQUESTS = 20;
const MAX_ATTEMPTS = 3;

/**
 * A killed process and a cut connection leave the same state behind: the requests so far, carried out or not. So each request
 * of a delivery and its follow-ups is once the last of its attempt, before, within and after it is carried out.
 */
describe.each(LAST_REQUESTS)('a delivery to VK that ends %s a request', (_, fault) => {
  it('makes one video with its thumbnail, which is in its album', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'tl-vk-'));
    let reached = 0;
    for (let point = 0; point < MAX_REQUESTS; point += 1) {
      const account = await VkAccount.open();
      account.addAlbum(ALBUM);
      try {
        const request = asVideo(await createRequest(dir, { 'video.mp4': FRAMES }));
        const first = new DeliveryLog(open(account));
        const done = new Set<string>();
        // All later requests fail too, as after the end of the process.
        account.fake.faults.add(...endingAt(point, fault));
        const isDone = await advance(account, first, { request, done, dir });
        account.fake.faults.clear();
        if (isDone) break;
        reached += 1;
        const second = new DeliveryLog(open(account));
        [second.checkpoints, second.delivered] = [first.checkpoints, first.delivered];
        expect({ point, isDone: await complete(account, second, { request, done, dir }) }).toEqual({ point, isDone: true });
        const [video] = account.fake.uploaded;
        expect({ point, contents: account.contents }).toEqual({ point, contents: [FRAMES] });
        expect(readExternalId(second.delivered ?? {})).toBe(`${String(video?.owner)}_${String(video?.id)}`);
        expect({ point, thumbnail: video?.thumbnail }).toEqual({ point, thumbnail: PLAIN_PICTURE });
        expect([...(video?.albums ?? [])]).toEqual([ALBUM]);
        // VK removes numbers that nobody uses: only a number whose answer was lost is unknown.
        expect(account.empty.length).toBeLessThanOrEqual(1);
        expect(account.fake.troubles).toEqual([]);
      } finally {
        await account.close();
      }
    }
    await rm(dir, { recursive: true, force: true });
    expect(reached).toBeGreaterThan(6);
    expect(reached).toBeLessThan(MAX_REQUESTS);
  }, 60_000);
});

interface Steps {
  readonly request: DeliveryRequest;
  /** Follow-ups that the engine has recorded as completed. */
  readonly done: Set<string>;
  readonly dir: string;
}

const open = (account: VkAccount): SessionDestination => account.destination({ album: ALBUM, thumbnail: 1 });

/** Continues until the steps are done. After the last byte VK has ten minutes to list the video, before it is sent again. */
async function complete(account: VkAccount, log: DeliveryLog, steps: Steps): Promise<boolean> {
  for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts += 1) {
    account.now += 11 * 60_000;
    if (await advance(account, log, steps)) return true;
  }
  return false;
}

/** Runs the steps that are not done, each in order, as the engine would. Stops at the first failure. */
async function advance(account: VkAccount, log: DeliveryLog, { request, done, dir }: Steps): Promise<boolean> {
  try {
    if (log.delivered === undefined) await log.attempt(request);
    for (const name of ['thumbnail', 'album'].filter((each) => !done.has(each))) {
      const video = readExternalId(log.delivered ?? {}) ?? '';
      const followUp = aFollowUp(name, video, { video: request.files[0]?.path ?? '' });
      await open(account).followUp?.({ ...followUp, workspace: () => Promise.resolve(dir) });
      done.add(name);
    }
    return true;
  } catch {
    return false;
  }
}
