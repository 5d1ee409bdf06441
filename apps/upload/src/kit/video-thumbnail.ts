import { join } from 'node:path';
import { PermanentError } from '@throughline/contracts';
import type { PictureSource } from '@throughline/media';
import type { FollowUp } from './destination.js';

/** The video of an item: the processed one, or else the original. */
const ROLES = ['video', 'source'];

/** Returns the path of the delivered video, if the item has one. */
export async function findVideo({ input }: Pick<FollowUp, 'input'>): Promise<string | undefined> {
  for (const role of ROLES) {
    const path = await input(role);
    if (path !== undefined) return path;
  }
  return undefined;
}

export interface Thumbnail {
  /** Path of the JPEG. */
  readonly path: string;
  readonly second: number;
}

/** Returns the second of the item's thumbnail, or else that of the output's settings. */
export const findThumbnailSecond = (
  { thumbnail }: Pick<FollowUp, 'thumbnail'>,
  ofOutput: number | undefined,
): number | undefined => thumbnail?.second ?? ofOutput;

/** Makes a JPEG from the picture at a second of the item's video. */
export async function makeThumbnail(
  pictures: PictureSource,
  ofOutput: number | undefined,
  followUp: FollowUp,
): Promise<Thumbnail> {
  const second = findThumbnailSecond(followUp, ofOutput) ?? 0;
  const video = await findVideo(followUp);
  if (video === undefined) throw new PermanentError('video-missing', 'The item has no video to take a picture from');
  const to = join(await followUp.workspace(), `thumbnail-${String(second)}.jpg`);
  if (await pictures(video, { second, to, signal: followUp.signal })) return { path: to, second };
  throw new PermanentError(
    'thumbnail-missing',
    `The video has no picture at second ${String(second)}: correct ${followUp.thumbnail === undefined ? "the setting 'thumbnail' of the output" : 'the thumbnail of the recording'}, then run the recording again`,
  );
}
