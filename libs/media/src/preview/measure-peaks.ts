import type { MediaInfo } from '../probe/media-info.js';
import { ffmpegInput, runFfmpeg } from '../process/ffmpeg.js';
import { computeTimeLimit } from '../process/time-limit.js';
import type { MediaTools } from '../tools.js';
import { PREVIEW_NICENESS } from './niceness.js';

/** The loudest samples of equal parts of a recording, in the format that wavesurfer.js reads. */
export interface Peaks {
  readonly version: 1;
  readonly duration_seconds: number;
  /** One list, because all channels are mixed. Each value is 0 to 1. */
  readonly peaks: readonly [readonly number[]];
}

/** More than a screen has columns. A value has at most 6 bytes as text, so that the file stays below 20 KB. */
const MAX_PEAKS = 3_000;
/** Samples in a second after the conversion: enough for voices. */
const RATE = 8_000;
/** A value for less than 5 ms would follow single waves. */
const LEAST_SAMPLES = 40;

const number = String.raw`(-?\d+(?:\.\d+)?|-?inf)`;
/** Matches only lines of the filter itself: the log also shows the file's titles and comments, indented. */
const peakLine = new RegExp(String.raw`^\[[^\]]*ametadata[^\]]*\] lavfi\.astats\.Overall\.Peak_level=${number}`, 'i');

/** Reads a level in dB below full scale from a line of the log. */
export function parsePeak(line: string): number | undefined {
  const level = peakLine.exec(line)?.[1];
  if (level === undefined) return undefined;
  const amplitude = level.endsWith('inf') ? 0 : 10 ** (Number(level) / 20);
  return Math.round(Math.min(1, amplitude) * 1_000) / 1_000;
}

export interface PeaksOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onSeconds?: (seconds: number) => void;
}

/** Measures the peaks of the first audio track. Returns undefined if the file has no sound. */
export async function measurePeaks(
  tools: MediaTools,
  from: string,
  media: MediaInfo,
  { signal, onSeconds }: PeaksOptions = {},
): Promise<Peaks | undefined> {
  if (media.audio === undefined) return undefined;
  const { durationSeconds } = media;
  const samples = Math.max(LEAST_SAMPLES, Math.ceil((durationSeconds * RATE) / MAX_PEAKS));
  const filter = [
    `aresample=${RATE}:async=1:first_pts=0`,
    'aformat=sample_fmts=s16:channel_layouts=mono',
    `asetnsamples=n=${samples}:p=0`,
    'astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level',
    'ametadata=mode=print:key=lavfi.astats.Overall.Peak_level',
  ].join(',');
  const found: number[] = [];
  await runFfmpeg(tools, [...ffmpegInput(from), '-map', `0:${media.audio.index}`, '-af', filter, '-f', 'null', '-'], {
    signal,
    timeLimitMs: computeTimeLimit(durationSeconds),
    niceness: PREVIEW_NICENESS,
    logLevel: 'info',
    onStderrLine: (line) => {
      const peak = parsePeak(line);
      // A declared length that is too short must not make the file grow.
      if (peak !== undefined && found.length < MAX_PEAKS) found.push(peak);
    },
    onSeconds,
  });
  return found.length === 0
    ? undefined
    : { version: 1, duration_seconds: Math.round(durationSeconds * 1_000) / 1_000, peaks: [found] };
}
