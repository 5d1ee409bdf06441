import type { MediaInfo } from '../probe/media-info.js';
import { sizeOf } from '../process/file-size.js';
import { ffmpegInput, runFfmpeg, toFileAddress } from '../process/ffmpeg.js';
import type { MediaTools } from '../tools.js';
import { PREVIEW_NICENESS } from './niceness.js';

/** Pixels of the longer side. */
const SIDE = 640;
const MAX_BYTES = 60_000;
/** JPEG qualities of ffmpeg, best first. A picture of noise needs the last one. */
const QUALITIES = [5, 12, 31] as const;
/** Frames of which the most typical one becomes the poster: fewer than a second of decoding, also of large pictures. */
const FRAMES = 24;
const TIME_LIMIT_MS = 60_000;
/** Titles and black pictures are at the beginning. */
const PART = 0.1;
const LATEST_SECOND = 30;

export interface PosterOptions {
  /** The JPEG to write. */
  readonly to: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a picture of the video as JPEG: at most 640 pixels on its longer side and 60 KB. Returns false if the file has no
 * picture that can be drawn.
 */
export async function drawPoster(
  tools: MediaTools,
  from: string,
  media: MediaInfo,
  { to, signal }: PosterOptions,
): Promise<boolean> {
  if (media.video === undefined) return false;
  const second = Math.min(media.durationSeconds * PART, LATEST_SECOND);
  const scale = `scale='min(${SIDE},iw)':'min(${SIDE},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2`;
  const picture = ['-map', `0:${media.video.index}`, '-frames:v', '1', '-vf', `thumbnail=${FRAMES},${scale}`];
  const plain = ['-pix_fmt', 'yuvj420p', '-an', '-sn', '-dn', '-map_metadata', '-1', '-c:v', 'mjpeg', '-f', 'mjpeg'];
  for (const quality of QUALITIES) {
    const output = [...picture, ...plain, '-q:v', String(quality), toFileAddress(to)];
    await runFfmpeg(tools, [...ffmpegInput(from, '-ss', second.toFixed(3)), ...output], {
      signal,
      timeLimitMs: TIME_LIMIT_MS,
      fileBytes: 2_000_000,
      niceness: PREVIEW_NICENESS,
    });
    const size = await sizeOf(to);
    if (size === 0) return false;
    if (size <= MAX_BYTES) return true;
  }
  return false;
}
