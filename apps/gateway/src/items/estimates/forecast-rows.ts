import type { DurationSample, QueuePosition } from '@throughline/domain';
import type { Token } from '../../kit/provide.js';

export interface QueuedTranscription {
  readonly assetId: string;
  readonly attemptId: string;
  readonly lane: string;
  /** The start of the attempt, ISO 8601, UTC; null while queued. */
  readonly startedAt: string | null;
  /** The time that earlier attempts of the run have worked, without the waits between them. Milliseconds; 0 while queued. */
  readonly workedMs: number;
  /** The fraction that earlier attempts of the run have reached; 0 while queued. */
  readonly reached: number;
  readonly mediaSeconds: number | null;
}

export interface LaneAttempt {
  readonly service: string;
  readonly lane: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

export interface ForecastRows {
  /** Returns the newest completions of each step, newest first. Steps without completions are absent. */
  durations(steps: readonly string[], newest: number): Promise<ReadonlyMap<string, readonly DurationSample[]>>;
  /** Returns the queue position of every due attempt in its lane. */
  places(): Promise<ReadonlyMap<string, QueuePosition>>;
  running(): Promise<readonly LaneAttempt[]>;
  /** Returns the running transcriptions, then the queued ones in queue order. */
  transcriptions(): Promise<readonly QueuedTranscription[]>;
}

export const FORECAST_ROWS: Token<ForecastRows> = Symbol('ForecastRows');
