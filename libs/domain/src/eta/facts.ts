import type { WorkerService } from '@throughline/contracts';
import type { DurationSample } from './history.js';

/** Whether somebody takes work from a lane, and how much at a time. */
export type LaneRoom =
  | { readonly state: 'served'; readonly places: number; readonly free: number }
  | { readonly state: 'unserved' }
  /** Whoever asks has not listened for long enough. */
  | { readonly state: 'unknown' };

/** What is known beside the log when it is asked how long something takes. All of it is somebody's observation at `now`. */
export interface ForecastFacts {
  /** ISO 8601, UTC. */
  readonly now: string;
  /** How long a step of this name took before, newest first. */
  samplesOf(step: string): readonly DurationSample[];
  /** The place of a queued attempt in its lane, 1 for the next one; undefined where it is not known. */
  placeOf(attemptId: string): number | undefined;
  roomOf(service: WorkerService, lane: string): LaneRoom;
  /** The worker of the step has died. */
  isStalled(step: string): boolean;
}

/** Why there is no ETA. */
export const ETA_REASONS = [
  /** The run is paused. */
  'paused',
  /** It waits for something outside: `waiting_for` says for what. */
  'waiting',
  /** Nobody takes work from the lane of a step that is still to be done. */
  'no-worker',
  /** Its worker has died. */
  'stalled',
  /** It takes longer than this ever took. */
  'overdue',
  /** Others are before it, and too little is known of how long they take. */
  'queued',
  /** Nobody knows yet how long the media is. */
  'length-unknown',
  /** Too few were done before. */
  'no-history',
  /** This server has not listened for long enough, or cannot be asked about that time. */
  'unknown',
] as const;
export type EtaReason = (typeof ETA_REASONS)[number];

export interface Eta {
  /** Half of what was like it took no longer. Never in the past. */
  readonly from: string;
  /** Nine of ten took no longer. */
  readonly to: string;
  readonly basis: 'history' | 'rule';
  /** How many were like it: of all that is still to be done, the least. 0 by the rule. */
  readonly samples: number;
}

/** When something is done, or why nobody says so. Both null where nothing is to be waited for. */
export interface Forecast {
  readonly eta: Eta | null;
  readonly eta_reason: EtaReason | null;
  /** 1 is next in its lane; null where it does not queue, or its place is not known. */
  readonly queue_position: number | null;
}

export const NOTHING_TO_WAIT_FOR: Forecast = { eta: null, eta_reason: null, queue_position: null };
