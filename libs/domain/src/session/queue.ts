import { TRANSCRIBE } from '@throughline/contracts';
import type { Asset, StepIn } from '../asset/state.js';
import type { ForecastFacts, LaneCapacity, QueuePosition } from '../eta/facts.js';
import { forecastRun } from '../eta/forecast.js';
import { laneOf } from '../steps/lane.js';
import { mediaSecondsOf } from '../steps/media.js';
import { currentAttempt, plannedStep, stepOf } from '../steps/steps.js';
import { nextCheckOf, waitOf } from '../steps/waiting.js';
import { sessionRemainingMs, type SessionWork } from './progress.js';

export interface SessionQueue {
  readonly facts: ForecastFacts;
  /**
   * Returns the transcriptions before this attempt: first the running ones, then the queued ones. Undefined if they are
   * unknown.
   */
  readonly aheadOf: (attemptId: string) => readonly SessionWork[] | undefined;
}

/** Returns the place of a waiting session, calculated as for recordings. */
export function sessionPlace(asset: Asset, facts: ForecastFacts): QueuePosition | undefined {
  const { queue_position: position, queue_length: length } = forecastRun(asset, facts).run;
  return position === null || length === null ? undefined : { position, length };
}

/** Returns the time until a place is free, if each place takes the next item of the list as soon as it can. Milliseconds. */
function estimateFreeTime(lefts: readonly number[], places: number): number {
  const busyUntil = Array.from({ length: Math.max(places, 1) }, () => 0);
  for (const left of lefts) {
    const first = busyUntil.indexOf(Math.min(...busyUntil));
    busyUntil[first] = (busyUntil[first] ?? 0) + left;
  }
  return Math.min(...busyUntil);
}

const msUntilDue = ({ notBefore }: StepIn<'scheduled'>, now: string): number => Date.parse(notBefore ?? now) - Date.parse(now);

/** Returns the wait of an attempt that is due. It may be newer than the last look at the queue. Milliseconds. */
function estimateDueWait(
  asset: Asset,
  ahead: readonly SessionWork[] | undefined,
  { free, places }: LaneCapacity & { state: 'served' },
): number | undefined {
  if (ahead !== undefined) return estimateWaitBehind(asset, ahead, places);
  return free > 0 ? 0 : undefined;
}

/** Returns true if the step waits for something that comes at a time which nobody knows. */
function mayStartAnyTime(step: StepIn<'scheduled'>): boolean {
  const waiting = waitOf(step);
  return waiting !== undefined && nextCheckOf(waiting) === null;
}

/** Returns the wait after the attempt is due. Milliseconds. */
function estimateWaitBehind(asset: Asset, ahead: readonly SessionWork[], places: number): number {
  // Media of unknown length counts like the media of this session.
  const unknown = mediaSecondsOf(asset);
  const leftOf = (work: SessionWork): number => sessionRemainingMs({ ...work, totalSeconds: work.totalSeconds ?? unknown }) ?? 0;
  return estimateFreeTime(ahead.map(leftOf), places);
}

/**
 * Returns the time until a worker takes the transcription, from the remaining times of the sessions before it. Milliseconds.
 * 0 if it does not wait; undefined if no worker serves its lane, if its place is unknown, or if nobody knows when it may start.
 */
export function sessionWaitMs(asset: Asset, { facts, aheadOf }: SessionQueue): number | undefined {
  const [step, plan] = [stepOf(asset, TRANSCRIBE), plannedStep(asset, TRANSCRIBE)];
  if (step?.phase !== 'scheduled' || plan === undefined) return 0;
  const room = facts.roomOf(plan.service, laneOf(asset, plan));
  if (room.state !== 'served' || mayStartAnyTime(step)) return undefined;
  const untilDue = msUntilDue(step, facts.now);
  return untilDue > 0 ? untilDue : estimateDueWait(asset, aheadOf(currentAttempt(step)?.attemptId ?? ''), room);
}
