import { ffmpegInput, runFfmpeg } from '../../process/ffmpeg.js';
import { computeTimeLimit } from '../../process/time-limit.js';
import type { MediaTools } from '../../tools.js';
import { LevelRecorder, WINDOWS_PER_SECOND, type ChannelLevels } from './levels.js';

/** Enough for speech, and few samples to count. */
const SAMPLE_RATE = 8_000;

/** Matches only lines of the filter itself: the log also shows the file's titles and comments, indented. */
const levelLine = /^\[[^\]]*ametadata[^\]]*\] lavfi\.astats\.([12])\.RMS_level=(\S+)$/;
const CHANNELS = { '1': 'left', '2': 'right' } as const;

const toDb = (text: string): number => (text === '-inf' ? Number.NEGATIVE_INFINITY : Number(text));

export interface StereoInput {
  readonly path: string;
  /** The index of a sound track with two channels. */
  readonly index: number;
  readonly durationSeconds: number;
}

/** Measures both channels in one pass. Pads and fills the sound as the extraction does, so that times are those of the file. */
export async function measureChannels(
  tools: MediaTools,
  { path, index, durationSeconds }: StereoInput,
  signal?: AbortSignal,
): Promise<ChannelLevels> {
  const recorder = new LevelRecorder(durationSeconds);
  const filters = [
    `aresample=${SAMPLE_RATE}:async=1:first_pts=0`,
    `asetnsamples=n=${SAMPLE_RATE / WINDOWS_PER_SECOND}:p=0`,
    'astats=metadata=1:reset=1:measure_perchannel=RMS_level:measure_overall=none',
    'ametadata=mode=print',
  ];
  const output = ['-map', `0:${index}`, '-vn', '-sn', '-dn', '-af', filters.join(','), '-f', 'null', '-'];
  await runFfmpeg(tools, [...ffmpegInput(path), ...output], {
    signal,
    timeLimitMs: computeTimeLimit(durationSeconds),
    logLevel: 'info',
    onStderrLine: (line) => {
      const [, channel, level] = levelLine.exec(line) ?? [];
      if (level !== undefined && (channel === '1' || channel === '2')) recorder.add(CHANNELS[channel], toDb(level));
    },
  });
  return recorder.finish();
}
