import type { DurationSample } from '@throughline/domain';

/** What the projection knows of how long things take, and of what waits for its turn. */
export interface ForecastRows {
  /** The newest completions of each of these steps, newest first; steps without any are absent. */
  durations(steps: readonly string[], newest: number): Promise<ReadonlyMap<string, readonly DurationSample[]>>;
  /** The place of every attempt that is queued and due in its own lane, 1 for the next one. */
  places(): Promise<ReadonlyMap<string, number>>;
}
