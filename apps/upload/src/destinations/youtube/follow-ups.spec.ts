import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matchRequests } from '@throughline/strict-fakes';
import { readExternalId } from '../../delivery/delivery-record.js';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import { aFollowUp, asVideo } from '#testing/videos/video-requests.js';
import { YouTubeAccount } from '#testing/youtube/youtube-account.js';

describe('the follow-ups of a video at YouTube', () => {
  let account: YouTubeAccount;
  let dir: string;
  let video: string;
  let subtitles: string;
  beforeEach(async () => {
    account = await YouTubeAccount.open();
    dir = await mkdtemp(join(tmpdir(), 'tl-youtube-'));
    subtitles = join(dir, 'words.srt');
    await writeFile(subtitles, 'first words');
    const log = new DeliveryLog(account.destination());
    await log.attempt(asVideo(await createRequest(dir, { 'video.mp4': 'frames' })));
    video = readExternalId(log.delivered ?? {}) ?? '';
  });
  afterEach(async () => {
    expect(account.fake.troubles).toEqual([]);
    await account.close();
    await rm(dir, { recursive: true, force: true });
  });
  const tracks = (): readonly string[] =>
    account.fake.youtube.channels.captionsOf(video).map(({ language, content }) => `${language}: ${content.toString()}`);

  it('add the video to its playlist once', async () => {
    const playlist = account.addPlaylist();
    const destination = account.destination({ playlist });
    expect(await destination.followUp(aFollowUp('playlist', video))).toEqual({ playlist_id: playlist, reconciled: false });
    expect(await destination.followUp(aFollowUp('playlist', video))).toEqual({ playlist_id: playlist, reconciled: true });
    expect(account.videosIn(playlist)).toEqual([video]);
  });

  it('report a playlist that does not exist, and leave the video alone', async () => {
    await expect(account.destination({ playlist: 'PLgone' }).followUp(aFollowUp('playlist', video))).rejects.toMatchObject({
      kind: 'permanent',
      code: 'output-misconfigured',
      message: expect.stringContaining("The playlist 'PLgone' does not exist") as string,
    });
    expect(account.contents).toEqual(['frames']);
  });

  it('add subtitles once, and replace them after a correction', async () => {
    const destination = account.destination({ captions: true });
    expect(await destination.followUp(aFollowUp('captions', video, { subtitles_srt: subtitles }))).toMatchObject({
      language: 'en',
      reconciled: false,
    });
    await writeFile(subtitles, 'corrected words');
    expect(await destination.followUp(aFollowUp('captions', video, { subtitles_srt: subtitles }))).toMatchObject({
      reconciled: true,
    });
    expect(tracks()).toEqual(['en: corrected words']);
  });

  it('replace a track that the list did not show yet', async () => {
    const destination = account.destination({ captions: true });
    await destination.followUp(aFollowUp('captions', video, { subtitles_srt: subtitles }));
    const empty = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
    account.fake.faults.add({ fault: { kind: 'answer', ...empty }, on: matchRequests('GET', /v3\/captions/) });
    await destination.followUp(aFollowUp('captions', video, { subtitles_srt: subtitles }));
    expect(tracks()).toEqual(['en: first words']);
  });

  it('need the language of the subtitles', async () => {
    const { language: _, ...followUp } = aFollowUp('captions', video, { subtitles_srt: subtitles });
    await expect(account.destination().followUp(followUp)).rejects.toMatchObject({ kind: 'permanent', code: 'language-unknown' });
  });

  it('are skipped if there is nothing to do', async () => {
    const destination = account.destination();
    expect(await destination.skipsFollowUp(aFollowUp('captions', video))).toBe('not_applicable');
    expect(await destination.skipsFollowUp(aFollowUp('playlist', video))).toBe('not_applicable');
    expect(await destination.skipsFollowUp(aFollowUp('captions', video, { subtitles_srt: subtitles }))).toBeUndefined();
  });

  it.each([
    ['captions', /did not answer within 0.02 s \(list the subtitles\)/],
    ['playlist', /did not answer within 0.02 s \(look into the playlist\)/],
  ])('stop after their time limit, and name the operation (TMO-04): %s', async (name, words) => {
    const destination = account.destination({ playlist: account.addPlaylist() }, { thumbnail: 20, captions: 20, other: 20 });
    account.fake.faults.add({ fault: { kind: 'hang' }, on: matchRequests('GET', /youtube\/v3/), times: 9 });
    await expect(destination.followUp(aFollowUp(name, video, { subtitles_srt: subtitles }))).rejects.toMatchObject({
      kind: 'waiting',
      code: 'output-not-responding',
      message: expect.stringMatching(words) as string,
    });
  });
});
