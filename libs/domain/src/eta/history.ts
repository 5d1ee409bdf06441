/** How long one attempt took that did its work itself, as the events say. */
export interface DurationSample {
  readonly durationMs: number;
  /** Length of the media; undefined where the source step had not told it. */
  readonly mediaSeconds?: number;
  /** What did the work, for steps that have engines. */
  readonly engine?: string;
}

/** How long a step takes from its start, as a range of the product's own history: half, and nine of ten, took no longer. */
export interface Expectation {
  readonly p50: number;
  readonly p90: number;
  readonly samples: number;
}

/** Fewer say nothing of the next one. */
export const FEWEST_SAMPLES = 5;
/** As many of the likeliest lengths are asked, so that short clips do not speak for long ones. */
const NEAREST = 30;
/** A length beyond this is another kind of work: a minute's fixed costs say nothing of an hour. */
const FARTHEST = Math.log(4);

/** The value that this share of the samples does not exceed; between two of them it is interpolated. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/** Samples of the engine that worked last, where there are enough of them: engines differ more than recordings do. */
function ofPresentEngine(samples: readonly DurationSample[]): readonly DurationSample[] {
  const engine = samples[0]?.engine;
  const alike = samples.filter((each) => each.engine === engine);
  return alike.length >= FEWEST_SAMPLES ? alike : samples;
}

interface Near {
  readonly distance: number;
  readonly scaledMs: number;
}

const near = ({ durationMs, mediaSeconds }: DurationSample, length: number): readonly Near[] => {
  if (mediaSeconds === undefined || mediaSeconds <= 0) return [];
  const distance = Math.abs(Math.log(length / mediaSeconds));
  return distance > FARTHEST ? [] : [{ distance, scaledMs: (durationMs * length) / mediaSeconds }];
};

/** Durations for media of this length: those of like length, scaled to it; of unknown length, as they were. */
function durationsFor(samples: readonly DurationSample[], mediaSeconds: number | undefined): readonly number[] {
  if (mediaSeconds === undefined) return samples.map(({ durationMs }) => durationMs);
  return samples
    .flatMap((sample) => near(sample, mediaSeconds))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, NEAREST)
    .map(({ scaledMs }) => scaledMs);
}

/** What history makes of a step, newest samples first; undefined where there are too few that are like it. */
export function expectationOf(samples: readonly DurationSample[], mediaSeconds: number | undefined): Expectation | undefined {
  const durations = durationsFor(ofPresentEngine(samples), mediaSeconds);
  if (durations.length < FEWEST_SAMPLES) return undefined;
  return { p50: quantile(durations, 0.5), p90: quantile(durations, 0.9), samples: durations.length };
}
