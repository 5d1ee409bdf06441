import { DEFAULT_SPEECH_MODEL } from './catalogue.js';
import { WHISPER_WINDOW_SECONDS, type MeasuredSpeed } from './speeds.js';

/** A better model than the default, for machines that are fast enough. */
export const BETTER_SPEECH_MODEL = 'small';

/**
 * `small` takes 3.4 to 3.9 times as long as `base` on processors: whisper.cpp's release notes for 1.6.0 and 1.7.0 (425 and 1,458
 * ms for half a minute), and the slowest report in its issue 89 (2,616 and 10,127 ms). Whisper's own table, 7 to 4, was measured
 * on a graphics card.
 */
const COMPUTE_RATIO = 3.9;

/** Other work runs on the machine too, and the sample is easy to transcribe. */
const MARGIN = 1.25;

type ModelSpeed = Pick<MeasuredSpeed, 'engine' | 'model' | 'program' | 'threads' | 'speed' | 'seconds'>;

/** Estimates the speed of the better model from a measured one; undefined if nothing was measured with enough speech. */
export function estimateBetterModel(speeds: readonly ModelSpeed[]): number | undefined {
  // A shorter clip makes whisper.cpp look slow, see `addSpeed`.
  const counted = speeds.filter(({ engine, seconds }) => engine === 'whisper-cpp' && seconds >= WHISPER_WINDOW_SECONDS);
  // Another program, or another number of threads, has other speeds.
  const [latest] = counted;
  const comparable = counted.filter(({ program, threads }) => program === latest?.program && threads === latest.threads);
  const speedOf = (name: string): number | undefined => comparable.find(({ model }) => model === name)?.speed;
  const base = speedOf(DEFAULT_SPEECH_MODEL);
  return speedOf(BETTER_SPEECH_MODEL) ?? (base === undefined ? undefined : base / (COMPUTE_RATIO * MARGIN));
}

/** Returns the better model if it transcribes faster than people speak. `speeds` begins with the latest. */
export const chooseDefaultModel = (speeds: readonly ModelSpeed[]): string =>
  (estimateBetterModel(speeds) ?? 0) > 1 ? BETTER_SPEECH_MODEL : DEFAULT_SPEECH_MODEL;
