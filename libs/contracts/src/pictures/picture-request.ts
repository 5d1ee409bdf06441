import { Type, type Static } from 'typebox';

const v = Type.Literal(1);
const Key = Type.String({ minLength: 1, maxLength: 600 });

/** A request to the processing service to store the picture at a second of a video. */
export const PictureRequestSchema = Type.Object({
  v,
  /** The key of the video in the artifact store. */
  video: Key,
  second: Type.Number({ minimum: 0 }),
  /** The key of the JPEG to write. */
  to: Key,
});
export type PictureRequest = Static<typeof PictureRequestSchema>;

/** `no-picture`: the file is no video, is shorter or is gone. `busy`: too many requests wait, or this worker lacks ffmpeg. */
export const PictureReplySchema = Type.Object({ v, outcome: Type.Enum(['stored', 'no-picture', 'busy']) });
export type PictureReply = Static<typeof PictureReplySchema>;

/** Returns the key of a picture. It is below the asset's prefix, so that an erasure removes it. */
export const pictureKey = (assetId: string, videoSha256: string, second: number): string =>
  `${assetId}/pictures/${videoSha256.slice(0, 16)}-${String(Math.round(second * 1000))}.jpg`;

/** Returns the prefix of all pictures of an asset from the key of one; nothing for other keys. */
export const pictureFolderOf = (key: string): string | undefined => /^([^/]+\/pictures)\/[^/]+$/.exec(key)?.[1];
