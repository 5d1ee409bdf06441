import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@throughline/contracts';
import { LAST_REQUESTS, endingAt } from '@throughline/strict-fakes';
import { readExternalId } from '../../delivery/delivery-record.js';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { PLAIN_PICTURE } from '#testing/videos/plain-picture.js';
import { aFollowUp, asVideo } from '#testing/videos/video-requests.js';
import { YouTubeAccount } from '#testing/youtube/youtube-account.js';

const FRAMES = 'frames'.repeat(60_000);
const WORDS = '1\n00:00:00,000 --> 00:00:01,000\nwords\n';
/** More requests than an undisturbed delivery has. The spec fails if it finds more. */
const MAX_REQUESTS = 40;

interface Progress {
  checkpoints: JsonObject;
  delivered: JsonObject | undefined;
  readonly done: Set<string>;
}

/**
 * A killed process and a cut connection leave the same state behind: the requests so far, carried out or not. So each request
 * of a delivery and its follow-ups is once the last of its attempt, before, within and after it is carried out.
 */
describe.each(LAST_REQUESTS)('a delivery to YouTube that ends %s any of its requests', (_, fault) => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-youtube-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  /** Runs the steps that are not done, each in order, as the engine would. Stops at the first failure. */
  const advance = async (
    account: YouTubeAccount,
    at: { playlist: string; request: DeliveryRequest; subtitles: string },
    state: Progress,
  ): Promise<boolean> => {
    const destination = account.destination({ playlist: at.playlist, captions: true, thumbnail: 1 });
    try {
      if (!state.done.has('deliver')) {
        const log = new DeliveryLog(destination);
        [log.checkpoints, log.delivered] = [state.checkpoints, state.delivered];
        await log.attempt(at.request).finally(() => {
          state.checkpoints = log.checkpoints;
        });
        state.delivered = log.delivered;
        state.done.add('deliver');
      }
      for (const name of ['thumbnail', 'captions', 'playlist'].filter((each) => !state.done.has(each))) {
        const files = { subtitles_srt: at.subtitles, video: at.request.files[0]?.path ?? '' };
        const followUp = aFollowUp(name, readExternalId(state.delivered ?? {}) ?? '', files);
        await destination.followUp({ ...followUp, workspace: () => Promise.resolve(dir) });
        state.done.add(name);
      }
      return true;
    } catch {
      return false;
    }
  };

  it('makes one video with its thumbnail and one track of subtitles, once in its playlist', async () => {
    const subtitles = join(dir, 'words.srt');
    await writeFile(subtitles, WORDS);
    let reached = 0;
    for (let point = 0; point < MAX_REQUESTS; point += 1) {
      const account = await YouTubeAccount.open();
      try {
        const request = asVideo(await createRequest(dir, { 'video.mp4': FRAMES }));
        const playlist = account.addPlaylist();
        const state: Progress = { checkpoints: {}, delivered: undefined, done: new Set() };
        // All later requests fail too, as after the end of the process.
        account.fake.faults.add(...endingAt(point, fault));
        const isDone = await advance(account, { request, playlist, subtitles }, state);
        account.fake.faults.clear();
        if (isDone) break;
        reached += 1;
        expect({ point, isDone: await advance(account, { request, playlist, subtitles }, state) }).toEqual({
          point,
          isDone: true,
        });
        const [video] = account.fake.youtube.videos;
        expect({ point, contents: account.contents }).toEqual({ point, contents: [FRAMES] });
        expect(state.delivered).toMatchObject({ external_id: video?.id });
        expect({ point, thumbnail: video?.thumbnail }).toEqual({ point, thumbnail: PLAIN_PICTURE });
        expect({ point, list: account.videosIn(playlist) }).toEqual({ point, list: [video?.id] });
        const tracks = account.fake.youtube.channels.captionsOf(video?.id ?? '').map(({ content }) => content.toString());
        expect({ point, tracks }).toEqual({ point, tracks: [WORDS] });
        expect(account.fake.troubles).toEqual([]);
      } finally {
        await account.close();
      }
    }
    expect(reached).toBeGreaterThan(9);
    expect(reached).toBeLessThan(MAX_REQUESTS);
  }, 120_000);
});
