import { createPictureSource } from '@throughline/media';
import { TestMedia, beepsBetween, h264 } from '@throughline/media/testing';
import { mediaTools } from '@throughline/stack/testing';
import { readExternalId } from '../delivery/delivery-record.js';
import { DeliveryLog } from '../testing/delivery-log.js';
import { createRequest } from '../testing/request.js';
import type { FollowUp, SessionDestination } from './destination.js';
import { aFollowUp, asVideo } from '#testing/videos/video-requests.js';
import { VkAccount } from '#testing/vk/vk-account.js';
import { YouTubeAccount } from '#testing/youtube/youtube-account.js';

const tools = await mediaTools();
const JPEG = 'ffd8ff';

describe('the thumbnail of a video', () => {
  let media: TestMedia;
  let video: string;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
    video = await media.make('talk.mp4', { seconds: 3, sound: beepsBetween(0, 3), picture: h264 });
  });
  afterAll(() => media.remove());

  const deliver = async (destination: SessionDestination): Promise<FollowUp> => {
    const log = new DeliveryLog(destination);
    await log.attempt(asVideo(await createRequest(media.path(''), { 'video.mp4': 'frames' })));
    const followUp = aFollowUp('thumbnail', readExternalId(log.delivered ?? {}) ?? '', { video });
    return { ...followUp, workspace: () => Promise.resolve(media.path('')) };
  };
  const isPicture = (bytes: Buffer | undefined): boolean => bytes?.subarray(0, 3).toString('hex') === JPEG;

  it('is a picture of the video at YouTube, unless the channel may have none', async () => {
    const account = await YouTubeAccount.open();
    account.pictures = createPictureSource(tools);
    const followUp = await deliver(account.destination());
    const destination = account.destination({ thumbnail: 1 });
    expect(await destination.skipsFollowUp(followUp)).toBeUndefined();
    expect(await account.destination().skipsFollowUp(followUp)).toBe('not_applicable');
    expect(await destination.followUp(followUp)).toEqual({ second: 1 });
    const chosen = { ...followUp, thumbnail: { second: 2 } };
    expect(await account.destination().skipsFollowUp(chosen)).toBeUndefined();
    expect(await destination.followUp(chosen)).toEqual({ second: 2 });
    expect(isPicture(account.fake.youtube.videos[0]?.thumbnail)).toBe(true);
    account.fake.youtube.verified = false;
    await expect(destination.followUp(followUp)).rejects.toMatchObject({ kind: 'permanent', code: 'thumbnail-refused' });
    await expect(account.destination({ thumbnail: 60 }).followUp(followUp)).rejects.toMatchObject({ code: 'thumbnail-missing' });
    expect(account.fake.troubles).toEqual([]);
    await account.close();
  });

  it('is a picture of the video at VK', async () => {
    const account = await VkAccount.open();
    account.pictures = createPictureSource(tools);
    const followUp = await deliver(account.destination());
    const destination = account.destination({ thumbnail: 0 });
    expect(await account.destination().skipsFollowUp(followUp)).toBe('not_applicable');
    expect(await destination.followUp(followUp)).toEqual({ second: 0 });
    const chosen = { ...followUp, thumbnail: { second: 2 } };
    expect(await account.destination().skipsFollowUp(chosen)).toBeUndefined();
    expect(await destination.followUp(chosen)).toEqual({ second: 2 });
    expect(isPicture(account.fake.uploaded[0]?.thumbnail)).toBe(true);
    expect(account.fake.troubles).toEqual([]);
    await account.close();
  });
});
