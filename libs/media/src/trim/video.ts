import type { Container, MediaInfo } from '../probe/media-info.js';
import { fileAddress, input, runFfmpeg } from '../process/ffmpeg.js';
import { timeLimitFor } from '../process/time-limit.js';
import type { MediaTools } from '../tools.js';
import { between, type AudioWork } from './audio.js';
import { copiedStreams } from './packets.js';
import type { Span } from './silence.js';

/** Containers with an index of keyframes, where a cut by stream copy can be trusted, and what a cut of each becomes. */
const cutContainers: Partial<Record<Container, { readonly extension: string; readonly muxer: string }>> = {
  mp4: { extension: '.mp4', muxer: 'mp4' },
  mov: { extension: '.mov', muxer: 'mov' },
  matroska: { extension: '.mkv', muxer: 'matroska' },
  webm: { extension: '.webm', muxer: 'webm' },
  flv: { extension: '.mkv', muxer: 'matroska' },
};

/** Containers with edit lists: a player begins within a group of pictures, and shows nothing of what is stored before. */
export const hasEditList = ({ container }: MediaInfo): boolean => container === 'mp4' || container === 'mov';

export const cutExtension = (media: MediaInfo): string | undefined => cutContainers[media.container]?.extension;

/** A copy of a part is no larger than the whole, but for the index; unless the index names the same bytes again and again. */
const copyBytes = (sizeBytes: number): number => sizeBytes * 1.25 + 64 * 1024 ** 2;

/**
 * Cuts picture and sound by stream copy (TRM-04). `span.start` is where to seek: the cut begins with the keyframe before it, unless it is
 * `exact`. Then an edit list, for each track, lets it begin there.
 */
export async function cutVideo(
  tools: MediaTools,
  media: MediaInfo,
  from: string,
  work: AudioWork & { to: string; span: Span; exact: boolean },
): Promise<void> {
  const { to, span, exact, durationSeconds, signal, onSeconds } = work;
  const muxer = cutContainers[media.container]?.muxer ?? 'matroska';
  // The index in front, so that a player can begin before it has the whole file.
  const index = muxer === 'mp4' || muxer === 'mov' ? ['-movflags', '+faststart'] : [];
  // A cut begins with its first packet at zero. One that keeps the beginning keeps its time stamps, and so does one that begins by an edit list.
  const zero = span.start > 0 && !exact ? ['-avoid_negative_ts', 'make_zero'] : [];
  const copy = [...copiedStreams(media), '-c', 'copy', '-map_chapters', '-1', ...zero, ...index];
  await runFfmpeg(tools, [...input(from, ...between(span)), ...copy, '-f', muxer, fileAddress(to)], {
    signal,
    timeLimitMs: timeLimitFor(durationSeconds),
    fileBytes: copyBytes(media.sizeBytes),
    onSeconds,
  });
}
