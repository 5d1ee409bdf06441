import type { WorkerService } from '@throughline/contracts';
import type { DurationSample } from './history.js';

/** The capacity of a lane: whether workers serve it, and how many attempts they take at a time. */
export type LaneCapacity =
  | {
      readonly state: 'served';
      readonly places: number;
      readonly free: number;
      /** The starts of the attempts that run in it. */
      readonly startedAt: readonly string[];
    }
  | { readonly state: 'unserved' }
  /** This server has not listened for long enough. */
  | { readonly state: 'unknown' };

/** A place in a queue: the 4th of 9. */
export interface QueuePosition {
  /** 1 for the next one. */
  readonly position: number;
  readonly length: number;
}

/** Observations outside of the log that a forecast needs, all made at `now`. */
export interface ForecastFacts {
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Returns earlier durations of a step with this name, newest first. */
  samplesOf(step: string): readonly DurationSample[];
  /** Returns a queued attempt's place in its lane, or undefined if it is unknown. */
  placeOf(attemptId: string): QueuePosition | undefined;
  roomOf(service: WorkerService, lane: string): LaneCapacity;
  isStalled(step: string): boolean;
}

export const ETA_REASONS = [
  /** Only deliveries are left, and they start when a person publishes them. */
  'review',
  'paused',
  /** The step waits for something outside; `waiting_for` names it. */
  'waiting',
  /** No worker serves the lane of a remaining step. */
  'no-worker',
  'stalled',
  /** The worker is alive, but the attempt has made no progress since `progress_at`, and its estimated end has passed. */
  'no-progress',
  'overdue',
  /** It waits for its turn, and too little is known about the attempts before it. */
  'queued',
  'length-unknown',
  /** This server has not listened for long enough, or the question is about the past. */
  'unknown',
] as const;
export type EtaReason = (typeof ETA_REASONS)[number];

export interface Eta {
  /**
   * Half of the similar attempts took at most this long; by the rule, almost none is faster. Null once this time has passed, so
   * it is never in the past and does not move with the clock.
   */
  readonly from: string | null;
  /** Nine out of ten similar attempts took at most this long; by the rule, almost none is slower. */
  readonly to: string;
  readonly basis: 'history' | 'rule';
  /** The number of similar attempts; for several steps, the smallest number. 0 by the rule. */
  readonly samples: number;
}

/** An ETA, or the reason why there is none. Both are null if nothing remains to wait for. */
export interface Forecast {
  readonly eta: Eta | null;
  readonly eta_reason: EtaReason | null;
  /** 1 is next in its lane. Null if the attempt is not queued or its place is unknown. */
  readonly queue_position: number | null;
  /** The number of attempts that wait in the lane, including this one. */
  readonly queue_length: number | null;
  /** The time of the last progress. Null if nothing runs, or if this server has not seen the progress happen. */
  readonly progress_at: string | null;
}

export const NOTHING_TO_WAIT_FOR: Forecast = {
  eta: null,
  eta_reason: null,
  queue_position: null,
  queue_length: null,
  progress_at: null,
};
