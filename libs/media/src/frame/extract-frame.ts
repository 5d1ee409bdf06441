import { sizeOf } from '../process/file-size.js';
import { ffmpegInput, runFfmpeg, toFileAddress } from '../process/ffmpeg.js';
import type { MediaTools } from '../tools.js';

/** A seek decodes at most the pictures since the last keyframe. Milliseconds. */
const TIME_LIMIT_MS = 60_000;
/** Far more than a picture of 1280 × 720 needs. */
const MAX_BYTES = 4_000_000;

export interface FrameOptions {
  readonly second: number;
  /** The JPEG to write. */
  readonly to: string;
  readonly signal?: AbortSignal | undefined;
}

/** Writes the picture at a second of a video as JPEG. Returns false if the video is shorter. */
export type PictureSource = (video: string, options: FrameOptions) => Promise<boolean>;

export const createPictureSource =
  (tools: MediaTools): PictureSource =>
  (video, options) =>
    extractFrame(tools, video, options);

/** Writes the picture at a second of a video as JPEG, at most 1280 pixels wide. Returns false if the video is shorter. */
export async function extractFrame(tools: MediaTools, from: string, { second, to, signal }: FrameOptions): Promise<boolean> {
  const picture = ['-map', '0:v:0', '-frames:v', '1', '-vf', "scale='min(1280,iw)':-2", '-pix_fmt', 'yuvj420p'];
  const plain = ['-an', '-sn', '-dn', '-map_metadata', '-1', '-c:v', 'mjpeg', '-q:v', '3', '-f', 'mjpeg'];
  await runFfmpeg(tools, [...ffmpegInput(from, '-ss', second.toFixed(3)), ...picture, ...plain, toFileAddress(to)], {
    signal,
    timeLimitMs: TIME_LIMIT_MS,
    fileBytes: MAX_BYTES,
  });
  return (await sizeOf(to)) > 0;
}
