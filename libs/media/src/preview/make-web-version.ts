import { PermanentMediaError } from '../errors.js';
import type { AudioStream, Container, MediaInfo, VideoStream } from '../probe/media-info.js';
import { probe } from '../probe/probe.js';
import { sizeOf } from '../process/file-size.js';
import { ffmpegInput, runFfmpeg, toFileAddress } from '../process/ffmpeg.js';
import type { MediaTools } from '../tools.js';
import { isPlainH264, playsInBrowsers } from './browser-playback.js';
import { PREVIEW_NICENESS } from './niceness.js';

/** Pixels of the longer and the shorter side of 720p. */
const [LONG_SIDE, SHORT_SIDE] = [1_280, 720] as const;
const MAX_FPS = 30;
/** Bits per second of the picture. A lecture needs a fifth. */
const VIDEO_RATE = 2_500_000;
const AUDIO_RATE = 128_000;
const BYTE = 8;
const INDEX_BYTES = 32 * 1024 ** 2;
/** AAC as browsers play it has two channels. */
const MAX_CHANNELS = 2;
/** One core at the lowest priority: far longer than on an idle machine. */
const [LEAST_MS, TIMES_DURATION] = [600_000, 12] as const;

/** Containers whose packets MP4 takes without another encoding. Time stamps of the others are often incomplete. */
const COPIED_FROM: ReadonlySet<Container> = new Set<Container>(['mp4', 'mov', 'matroska', 'flv']);

export interface WebVersionOptions {
  /** The MP4 to write. */
  readonly to: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with the converted seconds. */
  readonly onSeconds?: ((seconds: number) => void) | undefined;
}

const isWithin720p = ({ width, height }: VideoStream): boolean =>
  Math.max(width, height) <= LONG_SIDE && Math.min(width, height) <= SHORT_SIDE;

const canCopyVideo = ({ container }: MediaInfo, video: VideoStream): boolean =>
  COPIED_FROM.has(container) && isPlainH264(video) && isWithin720p(video);

const canCopyAudio = ({ container }: MediaInfo, audio: AudioStream): boolean =>
  COPIED_FROM.has(container) && audio.codec === 'aac' && audio.channels <= MAX_CHANNELS;

/** Scales down to 720p in either orientation, never up. H.264 with this sampling needs even sides. */
const SCALE = [
  `scale=w='min(iw,if(gte(iw,ih),${LONG_SIDE},${SHORT_SIDE}))'`,
  `h='min(ih,if(gte(iw,ih),${SHORT_SIDE},${LONG_SIDE}))'`,
  'force_original_aspect_ratio=decrease',
  'force_divisible_by=2',
].join(':');

function videoOptions(media: MediaInfo): readonly string[] {
  const { video } = media;
  if (video === undefined) return ['-vn'];
  const map = ['-map', `0:${video.index}`];
  if (canCopyVideo(media, video)) return [...map, '-c:v', 'copy'];
  const rate = ['-maxrate', String(VIDEO_RATE), '-bufsize', String(2 * VIDEO_RATE), '-fpsmax', String(MAX_FPS)];
  const codec = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '25', '-profile:v', 'high', '-pix_fmt', 'yuv420p'];
  return [...map, '-vf', SCALE, ...codec, ...rate, '-threads', '1'];
}

function audioOptions(media: MediaInfo): readonly string[] {
  const { audio } = media;
  if (audio === undefined) return ['-an'];
  const map = ['-map', `0:${audio.index}`];
  if (canCopyAudio(media, audio)) return [...map, '-c:a', 'copy'];
  const channels = String(Math.min(audio.channels, MAX_CHANNELS));
  // Gaps become silence, so that the sound stays with the picture.
  return [...map, '-af', 'aresample=48000:async=1', '-ac', channels, '-c:a', 'aac', '-b:a', String(AUDIO_RATE)];
}

/** A copy is no larger than the file. An encoded picture keeps to its rate. */
const computeMostBytes = ({ durationSeconds, sizeBytes }: MediaInfo): number =>
  Math.ceil(((VIDEO_RATE + AUDIO_RATE) / BYTE) * durationSeconds * 1.5 + sizeBytes + INDEX_BYTES);

/**
 * Writes an MP4 that every browser plays: H.264 of at most 720p and AAC, with the index at its beginning. Streams that are like
 * that already are copied. Returns what the result is: a damaged file gives a shorter one. Throws `PermanentMediaError` if the result does not play.
 */
export async function makeWebVersion(
  tools: MediaTools,
  from: string,
  media: MediaInfo,
  { to, signal, onSeconds }: WebVersionOptions,
): Promise<MediaInfo> {
  const plain = ['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1', '-movflags', '+faststart', '-f', 'mp4'];
  await runFfmpeg(tools, [...ffmpegInput(from), ...videoOptions(media), ...audioOptions(media), ...plain, toFileAddress(to)], {
    signal,
    timeLimitMs: Math.max(LEAST_MS, media.durationSeconds * TIMES_DURATION * 1_000),
    fileBytes: computeMostBytes(media),
    niceness: PREVIEW_NICENESS,
    onSeconds,
  });
  const made = (await sizeOf(to)) === 0 ? undefined : await probe(tools, to, signal);
  if (made === undefined || !playsInBrowsers(made))
    throw new PermanentMediaError('undecodable', 'The recording cannot be converted for browsers.');
  return made;
}
