import type { MediaInfo } from '../probe/media-info.js';
import { sizeOf } from '../process/file-size.js';
import { ffmpegInput, runFfmpeg, toFileAddress } from '../process/ffmpeg.js';
import { computeTimeLimit } from '../process/time-limit.js';
import type { MediaTools } from '../tools.js';
import { PREVIEW_NICENESS } from './niceness.js';

/** Describes the sheet of small pictures: they are in rows, from left to right. */
export interface Sprites {
  readonly version: 1;
  readonly duration_seconds: number;
  /** Pictures in a row. */
  readonly columns: number;
  /** Pixels of each picture. */
  readonly width: number;
  readonly height: number;
  /** The second of each picture, ascending. */
  readonly starts: readonly number[];
}

/** Pixels of the longer side of a picture. */
const SIDE = 160;
const COLUMNS = 10;
const MAX_PICTURES = 100;
const LEAST_SECONDS = 1;
/** The tool decodes only the keyframes of a longer video, which takes a hundredth of the time. Seconds. */
const WHOLLY_DECODED = 120;
const MAX_BYTES = 3_000_000;

const number = String.raw`(-?\d+(?:\.\d+)?)`;
/** Matches only lines of the filter itself: the log also shows the file's titles and comments, indented. */
const pictureLine = new RegExp(String.raw`^\[[^\]]*showinfo[^\]]*\] n: *(\d+) .*?pts_time:${number} .*? s:(\d+)x(\d+) `);

export interface SpritePicture {
  /** The number of the picture on its sheet. */
  readonly index: number;
  readonly second: number;
  readonly width: number;
  readonly height: number;
}

/** Reads the time and the size of a picture from a line of the log. */
export function parsePicture(line: string): SpritePicture | undefined {
  const [, index, second, width, height] = pictureLine.exec(line) ?? [];
  if (second === undefined) return undefined;
  return { index: Number(index), second: Number(second), width: Number(width), height: Number(height) };
}

export interface SpriteOptions {
  /** The JPEG to write. */
  readonly to: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with the second of each picture. */
  readonly onSeconds?: ((seconds: number) => void) | undefined;
}

const round = (seconds: number): number => Math.round(Math.max(0, seconds) * 1_000) / 1_000;

interface Sheet {
  readonly pictures: readonly SpritePicture[];
  /** The size of the pictures changes within the video, where the tool ends the sheet. */
  readonly isCutShort: boolean;
}

const FIT = `scale='min(${SIDE},iw)':'min(${SIDE},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2`;

async function drawSheet(
  tools: MediaTools,
  from: string,
  { video, durationSeconds }: MediaInfo,
  { to, signal, onSeconds, size }: SpriteOptions & { readonly size?: SpritePicture | undefined },
): Promise<Sheet> {
  if (video === undefined) return { pictures: [], isCutShort: false };
  const step = Math.max(LEAST_SECONDS, durationSeconds / MAX_PICTURES);
  const rows = Math.ceil(Math.min(MAX_PICTURES, Math.ceil(durationSeconds / step)) / COLUMNS);
  const filter = [
    // A sheet that is full ends the work, whatever length the file declares.
    `select='isnan(prev_selected_t)+gte(t-prev_selected_t,${step.toFixed(3)})'`,
    size === undefined ? FIT : `scale=${size.width}:${size.height}`,
    'setsar=1',
    'showinfo=checksum=0',
    `tile=${COLUMNS}x${rows}`,
  ].join(',');
  const keyframes = durationSeconds > WHOLLY_DECODED ? ['-skip_frame', 'nokey'] : [];
  // Without a new filter for each size, only the scaling may see the sizes: turning a picture assumes the first one.
  const reading = [...keyframes, ...(size === undefined ? [] : ['-reinit_filter', '0', '-noautorotate'])];
  const picture = ['-map', `0:${video.index}`, '-vf', filter, '-frames:v', '1'];
  const plain = ['-pix_fmt', 'yuvj420p', '-an', '-sn', '-dn', '-map_metadata', '-1', '-c:v', 'mjpeg', '-q:v', '8', '-f', 'mjpeg'];
  const pictures: SpritePicture[] = [];
  let isCutShort = false;
  await runFfmpeg(tools, [...ffmpegInput(from, ...reading), ...picture, ...plain, toFileAddress(to)], {
    signal,
    timeLimitMs: computeTimeLimit(durationSeconds),
    fileBytes: MAX_BYTES,
    niceness: PREVIEW_NICENESS,
    logLevel: 'info',
    onStderrLine: (line) => {
      const one = parsePicture(line);
      if (one === undefined || pictures.length >= COLUMNS * rows) return;
      // The next sheet, which the tool never writes, counts from 0.
      if (one.index !== pictures.length) isCutShort = true;
      if (isCutShort) return;
      pictures.push(one);
      // The tool itself reports the only picture that it writes, at the end.
      onSeconds?.(one.second);
    },
  });
  return { pictures, isCutShort };
}

/**
 * Writes one JPEG with up to 100 pictures of the video, each at most 160 pixels on its longer side. Returns undefined if the
 * file has no pictures that can be drawn.
 */
export async function drawSprites(
  tools: MediaTools,
  from: string,
  media: MediaInfo,
  options: SpriteOptions,
): Promise<Sprites | undefined> {
  const { durationSeconds } = media;
  const sheet = await drawSheet(tools, from, media, options);
  const [first] = sheet.pictures;
  // All pictures of a sheet have one size, so those of other sizes get that of the first one.
  const { pictures } = sheet.isCutShort ? await drawSheet(tools, from, media, { ...options, size: first }) : sheet;
  if (first === undefined || (await sizeOf(options.to)) === 0) return undefined;
  return {
    version: 1,
    duration_seconds: round(durationSeconds),
    columns: COLUMNS,
    width: first.width,
    height: first.height,
    starts: pictures.map(({ second }) => round(second)),
  };
}
