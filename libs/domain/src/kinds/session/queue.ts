import { TRANSCRIBE } from '@throughline/contracts';
import type { Asset, StepIn } from '../../asset/state.js';
import type { ForecastFacts, LaneCapacity, QueuePosition } from '../../status/eta/facts.js';
import { forecastRun } from '../../status/eta/forecast.js';
import { estimateUndelayedStart, isDue } from '../../status/eta/queued-start.js';
import { laneOf } from '../../asset/steps/lane.js';
import { mediaSecondsOf } from '../../asset/steps/media.js';
import { currentAttempt, plannedStep, stepOf } from '../../asset/steps/steps.js';
import { nextCheckOf, waitOf } from '../../asset/steps/waiting.js';
import { sessionRemainingMs, type SessionWork } from '../../status/session-progress.js';

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

/** An attempt that is newer than the last look at the queue is next if a worker is free. */
const assumeAhead = (free: number): readonly SessionWork[] | undefined => (free > 0 ? [] : undefined);

/** Returns true if the step waits for something that comes at a time which nobody knows. */
function mayStartAnyTime(step: StepIn<'scheduled'>): boolean {
  const waiting = waitOf(step);
  return waiting !== undefined && nextCheckOf(waiting) === null;
}

/** Returns the wait behind others. Undefined if one of them should have ended long ago. Milliseconds. */
function estimateWaitBehind(asset: Asset, ahead: readonly SessionWork[], places: number): number | undefined {
  // Media of unknown length counts like the media of this session.
  const unknown = mediaSecondsOf(asset);
  const lefts = ahead.map((work) => sessionRemainingMs({ ...work, totalSeconds: work.totalSeconds ?? unknown }));
  const known = lefts.filter((left) => left !== undefined);
  return known.length < lefts.length ? undefined : estimateFreeTime(known, places);
}

interface Turn {
  readonly step: StepIn<'scheduled'>;
  readonly ahead: readonly SessionWork[] | undefined;
  readonly room: Extract<LaneCapacity, { state: 'served' }>;
  readonly now: string;
}

function estimateWait(asset: Asset, { step, ahead, room, now }: Turn): number | undefined {
  const isNext = ahead !== undefined && ahead.length < room.places;
  if (isNext || !isDue(step, now)) return estimateUndelayedStart(step, now);
  return ahead === undefined ? undefined : estimateWaitBehind(asset, ahead, room.places);
}

/**
 * Returns the time until a worker takes the transcription, from the remaining times of the sessions before it. Milliseconds.
 * 0 if it does not wait, and negative if it should have been taken by now, so that an estimate from it does not move with the
 * clock. Undefined if no worker serves its lane, if its place is unknown, or if nobody knows when it may start.
 */
export function sessionWaitMs(asset: Asset, { facts, aheadOf }: SessionQueue): number | undefined {
  const [step, plan] = [stepOf(asset, TRANSCRIBE), plannedStep(asset, TRANSCRIBE)];
  if (step?.phase !== 'scheduled' || plan === undefined) return 0;
  const room = facts.roomOf(plan.service, laneOf(asset, plan));
  if (room.state !== 'served' || mayStartAnyTime(step)) return undefined;
  const ahead = aheadOf(currentAttempt(step)?.attemptId ?? '') ?? assumeAhead(room.free);
  return estimateWait(asset, { step, ahead, room, now: facts.now });
}
