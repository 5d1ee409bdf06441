import type { MediaInfo } from '../probe/media-info.js';
import { fileAddress, input, runFfmpeg } from '../process/ffmpeg.js';
import { timeLimitFor } from '../process/time-limit.js';
import type { MediaTools } from '../tools.js';
import type { Span } from './silence.js';

export interface AudioWork {
  readonly durationSeconds: number;
  readonly signal?: AbortSignal | undefined;
  readonly onSeconds?: (seconds: number) => void;
}

/**
 * 64 kbit/s, twice over and with a minute to spare: a length that was estimated may be wrong by that much. What goes on
 * beyond it has gaps in its time that would be filled with silence for as long as the disk lasts.
 */
const soundBytes = (durationSeconds: number): number => (durationSeconds * 2 + 60) * 8_000;

/**
 * The whole first audio track as MP3, 64 kbit/s, 16 kHz, mono (TRM-01). Sound that begins after the picture is padded
 * in front, and gaps are filled, so that a time in this file is the same time in the recording.
 */
export async function extractAudio(
  tools: MediaTools,
  media: MediaInfo,
  from: string,
  work: AudioWork & { to: string },
): Promise<void> {
  const { to, durationSeconds, signal, onSeconds } = work;
  const encode = ['-af', 'aresample=16000:async=1:first_pts=0', '-ac', '1', '-c:a', 'libmp3lame', '-b:a', '64k', '-threads', '1'];
  const plain = ['-vn', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1', '-f', 'mp3'];
  await runFfmpeg(tools, [...input(from), '-map', `0:${media.audio?.index ?? 0}`, ...encode, ...plain, fileAddress(to)], {
    signal,
    timeLimitMs: timeLimitFor(durationSeconds),
    fileBytes: soundBytes(durationSeconds),
    onSeconds,
  });
}

/**
 * Cuts the extracted MP3 by stream copy (TRM-05). Without a Xing header: the muxer would declare an encoder delay that
 * the first frame of a cut does not have, and players would drop 33 ms of sound (measured).
 */
export async function cutAudio(tools: MediaTools, from: string, span: Span, work: AudioWork & { to: string }): Promise<void> {
  const { to, durationSeconds, signal } = work;
  const copy = ['-map', '0:a:0', '-c', 'copy', '-write_xing', '0', '-f', 'mp3'];
  await runFfmpeg(tools, [...input(from, ...between(span)), ...copy, fileAddress(to)], {
    signal,
    timeLimitMs: timeLimitFor(durationSeconds),
    fileBytes: soundBytes(durationSeconds),
  });
}

/** Options of an input that is read only in part. */
export const between = ({ start, end }: Span): readonly string[] => ['-ss', start.toFixed(6), '-t', (end - start).toFixed(6)];
