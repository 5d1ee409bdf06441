/** The duration of one completed attempt that did its own work. */
export interface DurationSample {
  readonly durationMs: number;
  /** The length of the media; undefined if the source step had not reported it. */
  readonly mediaSeconds?: number;
  readonly engine?: string;
}

/**
 * The expected duration of a step, from this installation's history: half, and nine out of ten, took at most this long.
 * Milliseconds.
 */
export interface Expectation {
  readonly p50: number;
  readonly p90: number;
  readonly samples: number;
}

/** Fewer samples allow no prediction. */
export const FEWEST_SAMPLES = 5;
/** Only this many samples of the nearest lengths count, so that short clips do not predict long recordings. */
const NEAREST = 30;
/** A ratio of lengths beyond this is not comparable: a minute's fixed costs predict nothing for an hour. Natural logarithm. */
const FARTHEST = Math.log(4);

/** Returns the value that this share of the samples does not exceed. Interpolates between two samples. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/** Returns the samples of the most recent engine if there are enough: engines differ more than recordings do. */
function filterPresentEngine(samples: readonly DurationSample[]): readonly DurationSample[] {
  const engine = samples[0]?.engine;
  const alike = samples.filter((each) => each.engine === engine);
  return alike.length >= FEWEST_SAMPLES ? alike : samples;
}

interface NearSample {
  readonly distance: number;
  readonly scaledMs: number;
}

const toNearSamples = ({ durationMs, mediaSeconds }: DurationSample, length: number): readonly NearSample[] => {
  if (mediaSeconds === undefined || mediaSeconds <= 0) return [];
  const distance = Math.abs(Math.log(length / mediaSeconds));
  return distance > FARTHEST ? [] : [{ distance, scaledMs: (durationMs * length) / mediaSeconds }];
};

/** Returns durations of media of similar length, scaled to this length. Without a length, returns all durations unscaled. */
function scaleDurations(samples: readonly DurationSample[], mediaSeconds: number | undefined): readonly number[] {
  if (mediaSeconds === undefined) return samples.map(({ durationMs }) => durationMs);
  return samples
    .flatMap((sample) => toNearSamples(sample, mediaSeconds))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, NEAREST)
    .map(({ scaledMs }) => scaledMs);
}

/** Returns the expected duration from samples, newest first, or undefined if too few are similar. */
export function expectDuration(samples: readonly DurationSample[], mediaSeconds: number | undefined): Expectation | undefined {
  const durations = scaleDurations(filterPresentEngine(samples), mediaSeconds);
  if (durations.length < FEWEST_SAMPLES) return undefined;
  return { p50: quantile(durations, 0.5), p90: quantile(durations, 0.9), samples: durations.length };
}
