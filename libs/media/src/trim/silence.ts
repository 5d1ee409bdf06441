import { ffmpegInput, rangeOptions, runFfmpeg } from '../process/ffmpeg.js';
import { computeTimeLimit } from '../process/time-limit.js';
import type { MediaTools } from '../tools.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SilenceSettings {
  /** The level below which sound counts as silence, in dB below full scale. */
  readonly thresholdDb: number;
  readonly minSeconds: number;
}

const number = String.raw`(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)`;
/** Matches only lines of the filter itself: the log also shows the file's titles and comments, indented. */
const speaker = String.raw`^\[[^\]]*silencedetect[^\]]*\] `;
const startLine = new RegExp(String.raw`${speaker}silence_start: ${number}`, 'i');
const endLine = new RegExp(String.raw`${speaker}silence_end: ${number}`, 'i');

/**
 * Reads the log of silencedetect. Values can be slightly negative (codec priming) or in exponent form. Some builds do not print
 * the end of the last silence: then it lasts until the end of the file.
 */
export class SilenceParser {
  readonly #spans: Span[] = [];
  #open: number | undefined;

  line(line: string): void {
    const start = startLine.exec(line)?.[1];
    if (start !== undefined) this.#open = Math.max(0, Number(start));
    const end = endLine.exec(line)?.[1];
    if (end === undefined) return;
    this.#close(Number(end));
  }

  finish(durationSeconds: number): readonly Span[] {
    this.#close(durationSeconds);
    return this.#spans
      .map(({ start, end }) => ({ start, end: Math.min(end, durationSeconds) }))
      .filter(({ start, end }) => end > start);
  }

  #close(end: number): void {
    if (this.#open !== undefined && end > this.#open) this.#spans.push({ start: this.#open, end });
    this.#open = undefined;
  }
}

export interface DetectOptions {
  /** The length of the file, or of the part that is searched. */
  readonly durationSeconds: number;
  /** The beginning of the part that is searched; default: the whole file. Seconds. */
  readonly from?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onSeconds?: (seconds: number) => void;
}

/** Returns the silences, in seconds of the file. */
export async function detectSilences(
  tools: MediaTools,
  audioPath: string,
  settings: SilenceSettings,
  options: DetectOptions,
): Promise<readonly Span[]> {
  const { durationSeconds, from, signal, onSeconds } = options;
  const range = from === undefined ? [] : rangeOptions({ start: from, end: from + durationSeconds });
  const parser = new SilenceParser();
  const filter = `silencedetect=noise=${settings.thresholdDb}dB:duration=${settings.minSeconds}`;
  await runFfmpeg(tools, [...ffmpegInput(audioPath, ...range), '-map', '0:a:0', '-af', filter, '-f', 'null', '-'], {
    signal,
    timeLimitMs: computeTimeLimit(durationSeconds),
    logLevel: 'info',
    onStderrLine: (line) => {
      parser.line(line);
    },
    onSeconds,
  });
  const found = parser.finish(durationSeconds);
  return from === undefined ? found : found.map(({ start, end }) => ({ start: from + start, end: from + end }));
}
