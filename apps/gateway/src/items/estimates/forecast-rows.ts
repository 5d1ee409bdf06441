import type { DurationSample, QueuePosition } from '@throughline/domain';
import type { Token } from '../../provide.js';

export interface QueuedTranscription {
  readonly assetId: string;
  readonly attemptId: string;
  readonly lane: string;
  /** ISO 8601, UTC; null while queued. */
  readonly startedAt: string | null;
  readonly mediaSeconds: number | null;
}

/** An attempt that occupies a place of its lane. */
export interface LaneAttempt {
  readonly service: string;
  readonly lane: string;
  /** The first start of its step in the run, ISO 8601, UTC. A later attempt only seems to be overdue earlier. */
  readonly startedAt: string;
}

export interface ForecastRows {
  /** Returns the newest completions of each step, newest first. Steps without completions are absent. */
  durations(steps: readonly string[], newest: number): Promise<ReadonlyMap<string, readonly DurationSample[]>>;
  /** Returns the queue position of every due attempt in its lane. */
  places(): Promise<ReadonlyMap<string, QueuePosition>>;
  /** Returns the running attempts with the lane that each occupies. */
  running(): Promise<readonly LaneAttempt[]>;
  /** Returns the running transcriptions, then the queued ones in queue order. */
  transcriptions(): Promise<readonly QueuedTranscription[]>;
}

export const FORECAST_ROWS: Token<ForecastRows> = Symbol('ForecastRows');
