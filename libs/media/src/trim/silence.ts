import { input, runFfmpeg } from '../process/ffmpeg.js';
import { timeLimitFor } from '../process/time-limit.js';
import type { MediaTools } from '../tools.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SilenceSettings {
  /** Quieter than this is silence, in dB below full scale. */
  readonly thresholdDb: number;
  /** Shorter pauses do not count. */
  readonly minSeconds: number;
}

const number = String.raw`(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)`;
/** Only what the filter itself says: the log also shows titles and comments of the file, indented. */
const speaker = String.raw`^\[[^\]]*silencedetect[^\]]*\] `;
const startLine = new RegExp(String.raw`${speaker}silence_start: ${number}`, 'i');
const endLine = new RegExp(String.raw`${speaker}silence_end: ${number}`, 'i');

/**
 * Reads what silencedetect logs. Values can be slightly negative (codec priming) or in exponent form. The end of the
 * last silence is printed at the end of the file, but not by every build: then the silence goes on to the end.
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
  readonly durationSeconds: number;
  readonly signal?: AbortSignal | undefined;
  readonly onSeconds?: (seconds: number) => void;
}

export async function detectSilences(
  tools: MediaTools,
  audioPath: string,
  settings: SilenceSettings,
  options: DetectOptions,
): Promise<readonly Span[]> {
  const { durationSeconds, signal, onSeconds } = options;
  const parser = new SilenceParser();
  const filter = `silencedetect=noise=${settings.thresholdDb}dB:duration=${settings.minSeconds}`;
  await runFfmpeg(tools, [...input(audioPath), '-map', '0:a:0', '-af', filter, '-f', 'null', '-'], {
    signal,
    timeLimitMs: timeLimitFor(durationSeconds),
    logLevel: 'info',
    onStderrLine: (line) => {
      parser.line(line);
    },
    onSeconds,
  });
  return parser.finish(durationSeconds);
}
