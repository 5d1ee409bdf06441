import type { Container, MediaInfo } from '../probe/media-info.js';
import { probe } from '../probe/probe.js';
import { fileAddress, input, runFfmpeg } from '../process/ffmpeg.js';
import { timeLimitFor } from '../process/time-limit.js';
import type { MediaTools } from '../tools.js';
import { between, type AudioWork } from './audio.js';
import { copiedStreams, type Landing } from './landing.js';
import type { Span } from './silence.js';

/** Containers with an index of keyframes, where a cut by stream copy can be trusted, and what a cut of each becomes. */
const cutContainers: Partial<Record<Container, { readonly extension: string; readonly muxer: string }>> = {
  mp4: { extension: '.mp4', muxer: 'mp4' },
  mov: { extension: '.mov', muxer: 'mov' },
  matroska: { extension: '.mkv', muxer: 'matroska' },
  webm: { extension: '.webm', muxer: 'webm' },
  flv: { extension: '.mkv', muxer: 'matroska' },
};

export const cutExtension = (media: MediaInfo): string | undefined => cutContainers[media.container]?.extension;

/** Cuts picture and sound by stream copy (TRM-04); `span.start` is where to seek, not where the cut begins. */
export async function cutVideo(
  tools: MediaTools,
  media: MediaInfo,
  from: string,
  work: AudioWork & { to: string; span: Span },
): Promise<void> {
  const { to, span, durationSeconds, signal, onSeconds } = work;
  const muxer = cutContainers[media.container]?.muxer ?? 'matroska';
  // The index in front, so that a player can begin before it has the whole file.
  const index = muxer === 'mp4' || muxer === 'mov' ? ['-movflags', '+faststart'] : [];
  // A cut begins with its first packet at zero. One that keeps the beginning keeps its time stamps.
  const zero = span.start > 0 ? ['-avoid_negative_ts', 'make_zero'] : [];
  const copy = [...copiedStreams(media), '-c', 'copy', '-map_chapters', '-1', ...zero, ...index];
  await runFfmpeg(tools, [...input(from, ...between(span)), ...copy, '-f', muxer, fileAddress(to)], {
    signal,
    timeLimitMs: timeLimitFor(durationSeconds),
    onSeconds,
  });
}

/**
 * How far the two cuts may differ: a tenth of a second, as neither can end inside a packet, and two pictures more, as
 * the last of them are stored out of order. More is a cut that landed elsewhere than expected.
 */
const toleranceSeconds = (media: MediaInfo): number => 0.1 + 2 / Math.max(media.video?.fps ?? 25, 5);

/** Picture and sound agree when both, as made, are as long as what was asked for. */
export async function cutsAgree(
  tools: MediaTools,
  media: MediaInfo,
  made: { readonly video: string; readonly audio: string },
  expected: Landing & { readonly end: number; readonly signal?: AbortSignal | undefined },
): Promise<number | undefined> {
  const video = await probe(tools, made.video, expected.signal);
  const audio = await probe(tools, made.audio, expected.signal);
  const seconds = expected.end - expected.zero;
  const tolerance = toleranceSeconds(media);
  const agree =
    Math.abs(video.durationSeconds - audio.durationSeconds) < tolerance && Math.abs(audio.durationSeconds - seconds) < tolerance;
  return agree ? audio.durationSeconds : undefined;
}
