import { join } from 'node:path';
import { probe } from '../../probe/probe.js';
import { ffmpegInput, rangeOptions, runFfmpeg, toFileAddress } from '../../process/ffmpeg.js';
import { computeTimeLimit } from '../../process/time-limit.js';
import { withScratch } from '../../scratch/scratch.js';
import type { MediaTools } from '../../tools.js';
import { detectSilences, type DetectOptions } from '../../trim/silence.js';
import type { SpeechEngine } from '../engine.js';
import type { Transcript } from '../../transcript/transcript.js';
import { PeakMemory } from './peak-memory.js';

export interface TrialOptions {
  readonly file: string;
  /** The length of the part that is transcribed, from the first sound; default: the whole file. */
  readonly seconds?: number;
  readonly language: string;
  readonly scratchFolder: string;
  readonly signal?: AbortSignal | undefined;
}

export interface Trial {
  readonly transcript: Transcript;
  /** Seconds of speech. */
  readonly seconds: number;
  readonly tookMs: number;
  /** Seconds of speech for each second of time. */
  readonly speed: number;
  /** Memory of the speech program; undefined if the system does not tell. */
  readonly peakBytes: number | undefined;
}

export const textOfTrial = ({ transcript }: Pick<Trial, 'transcript'>): string =>
  transcript.segments.map(({ text }) => text).join(' ');

const MAX_SILENCE_SECONDS = 60;
const silence = { thresholdDb: -40, minSeconds: 0.3 };
const MS = 1_000;

/** Transcribes a file, or its beginning, and measures that. */
export const tryEngine = (
  tools: MediaTools,
  create: (scratchFolder: string) => SpeechEngine,
  options: TrialOptions,
): Promise<Trial> =>
  withScratch(options.scratchFolder, async (scratch) => {
    const { signal, language } = options;
    const clip = await openClip(tools, options, join(scratch, 'clip.wav'));
    const engine = create(scratch);
    const memory = await PeakMemory.watch();
    const startedAt = performance.now();
    try {
      const input = { audioPath: clip.path, durationSeconds: clip.seconds, language };
      const transcript = await engine.transcribe(input, { signal });
      const tookMs = performance.now() - startedAt;
      const speed = (clip.seconds * MS) / tookMs;
      return { transcript, seconds: clip.seconds, tookMs, speed, peakBytes: await memory.end() };
    } finally {
      await memory.end();
    }
  });

async function openClip(
  tools: MediaTools,
  { file, seconds, signal }: TrialOptions,
  to: string,
): Promise<{ readonly path: string; readonly seconds: number }> {
  const { durationSeconds } = await probe(tools, file, signal);
  if (seconds === undefined || seconds >= durationSeconds) return { path: file, seconds: durationSeconds };
  const searched = Math.min(MAX_SILENCE_SECONDS, durationSeconds - seconds);
  const start = await findFirstSound(tools, file, { durationSeconds: searched, from: 0, signal });
  const pcm = ['-map', '0:a:0', '-vn', '-ar', '16000', '-ac', '1', '-c:a', 'pcm_s16le', '-f', 'wav'];
  const range = rangeOptions({ start, end: start + seconds });
  await runFfmpeg(tools, [...ffmpegInput(file, ...range), ...pcm, toFileAddress(to)], {
    signal,
    timeLimitMs: computeTimeLimit(durationSeconds),
  });
  return { path: to, seconds };
}

async function findFirstSound(tools: MediaTools, file: string, part: DetectOptions): Promise<number> {
  const [first] = await detectSilences(tools, file, silence, part);
  return first === undefined || first.start > silence.minSeconds ? 0 : first.end;
}
