import type { Container, MediaInfo } from '../probe/media-info.js';
import { toFileAddress, ffmpegInput, rangeOptions, runFfmpeg } from '../process/ffmpeg.js';
import { computeTimeLimit } from '../process/time-limit.js';
import type { MediaTools } from '../tools.js';
import type { AudioOptions } from './audio.js';
import { copiedStreams } from './packets.js';
import type { Span } from './silence.js';

/** Containers with an index of keyframes, where a cut by stream copy is reliable, with the container of the cut. */
const cutContainers: Partial<Record<Container, { readonly extension: string; readonly muxer: string }>> = {
  mp4: { extension: '.mp4', muxer: 'mp4' },
  mov: { extension: '.mov', muxer: 'mov' },
  matroska: { extension: '.mkv', muxer: 'matroska' },
  webm: { extension: '.webm', muxer: 'webm' },
  flv: { extension: '.mkv', muxer: 'matroska' },
};

/** Returns true for containers with edit lists: a player begins within a group of pictures and hides the pictures before. */
export const hasEditList = ({ container }: MediaInfo): boolean => container === 'mp4' || container === 'mov';

export const cutExtension = (media: MediaInfo): string | undefined => cutContainers[media.container]?.extension;

/** A copied part is no larger than the whole plus an index, unless the index names the same bytes again and again. */
const copyBytes = (sizeBytes: number): number => sizeBytes * 1.25 + 64 * 1024 ** 2;

/**
 * Cuts picture and sound by stream copy (TRM-04). `span.start` is the seek time: the cut begins with the keyframe before it. If
 * `exact`, an edit list of each track makes the cut begin at that time.
 */
export async function cutVideo(
  tools: MediaTools,
  media: MediaInfo,
  from: string,
  work: AudioOptions & { to: string; span: Span; exact: boolean },
): Promise<void> {
  const { to, span, exact, durationSeconds, signal, onSeconds } = work;
  const muxer = cutContainers[media.container]?.muxer ?? 'matroska';
  // The index goes first, so that a player can begin before it has the whole file.
  const index = muxer === 'mp4' || muxer === 'mov' ? ['-movflags', '+faststart'] : [];
  // A cut begins with its first packet at zero. A cut that keeps the beginning, or begins by an edit list, keeps its time
  // stamps.
  const zero = span.start > 0 && !exact ? ['-avoid_negative_ts', 'make_zero'] : [];
  const copy = [...copiedStreams(media), '-c', 'copy', '-map_chapters', '-1', ...zero, ...index];
  await runFfmpeg(tools, [...ffmpegInput(from, ...rangeOptions(span)), ...copy, '-f', muxer, toFileAddress(to)], {
    signal,
    timeLimitMs: computeTimeLimit(durationSeconds),
    fileBytes: copyBytes(media.sizeBytes),
    onSeconds,
  });
}
