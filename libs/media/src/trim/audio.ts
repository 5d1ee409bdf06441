import type { MediaInfo } from '../probe/media-info.js';
import { toFileAddress, ffmpegInput, rangeOptions, runFfmpeg } from '../process/ffmpeg.js';
import { computeTimeLimit } from '../process/time-limit.js';
import type { MediaTools } from '../tools.js';
import type { Span } from './silence.js';

export interface AudioOptions {
  readonly durationSeconds: number;
  readonly signal?: AbortSignal | undefined;
  readonly onSeconds?: (seconds: number) => void;
}

/**
 * 64 kbit/s, doubled, plus a minute: an estimated length may be wrong by that much. A longer output comes from gaps in time,
 * which would be filled with silence until the disk is full.
 */
const soundBytes = (durationSeconds: number): number => (durationSeconds * 2 + 60) * 8_000;

/**
 * Extracts the whole first audio track as MP3, 64 kbit/s, 16 kHz, mono (TRM-01). Pads sound that begins after the picture and
 * fills gaps, so that times in this file equal times in the recording.
 */
export async function extractAudio(
  tools: MediaTools,
  media: MediaInfo,
  from: string,
  work: AudioOptions & { to: string },
): Promise<void> {
  const { to, durationSeconds, signal, onSeconds } = work;
  const encode = ['-af', 'aresample=16000:async=1:first_pts=0', '-ac', '1', '-c:a', 'libmp3lame', '-b:a', '64k', '-threads', '1'];
  const plain = ['-vn', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1', '-f', 'mp3'];
  await runFfmpeg(tools, [...ffmpegInput(from), '-map', `0:${media.audio?.index ?? 0}`, ...encode, ...plain, toFileAddress(to)], {
    signal,
    timeLimitMs: computeTimeLimit(durationSeconds),
    fileBytes: soundBytes(durationSeconds),
    onSeconds,
  });
}

/**
 * Cuts the extracted MP3 by stream copy (TRM-05). Writes no Xing header: it would declare an encoder delay that the cut does
 * not have, and players would drop 33 ms of sound (measured).
 */
export async function cutAudio(tools: MediaTools, from: string, span: Span, work: AudioOptions & { to: string }): Promise<void> {
  const { to, durationSeconds, signal } = work;
  const copy = ['-map', '0:a:0', '-c', 'copy', '-write_xing', '0', '-f', 'mp3'];
  await runFfmpeg(tools, [...ffmpegInput(from, ...rangeOptions(span)), ...copy, toFileAddress(to)], {
    signal,
    timeLimitMs: computeTimeLimit(durationSeconds),
    fileBytes: soundBytes(durationSeconds),
  });
}
