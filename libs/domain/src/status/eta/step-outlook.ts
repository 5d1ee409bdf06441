import type { PlanStep } from '@throughline/contracts';
import type { Asset, StepIn, StepState } from '../../asset/state.js';
import { stepProgress, type LiveProgress } from '../progress.js';
import { pauseOf, type PlannedStep } from '../../asset/steps/run.js';
import { isAwaitingReview } from '../../asset/steps/review.js';
import { laneOf } from '../../asset/steps/lane.js';
import { mediaSecondsOf } from '../../asset/steps/media.js';
import { currentAttempt, hasEnded } from '../../asset/steps/steps.js';
import { waitingSteps } from '../../asset/steps/waiting.js';
import type { EtaReason, ForecastFacts, LaneCapacity } from './facts.js';
import { estimateDelayedStart, estimateUndelayedStart, isDue } from './queued-start.js';
import { expectDuration, type Expectation } from './history.js';
import { NO_TIME, addSpans, estimateRemaining, type Span } from './remaining-time.js';
import { estimateByRule } from './rules.js';

/** The remaining time of one step after its dependencies have ended, or the reason why it is unknown. */
export type Outlook =
  | { readonly known: true; readonly left: Span; readonly basis: 'history' | 'rule'; readonly samples: number }
  | { readonly known: false; readonly reason: EtaReason };

export interface ForecastRequest {
  readonly asset: Asset;
  readonly facts: ForecastFacts;
  readonly live: LiveProgress | undefined;
}

type StepExpectation = Expectation & { readonly basis: 'history' | 'rule' };

const unknown = (reason: EtaReason): Outlook => ({ known: false, reason });

/** Returns undefined while the length of the media or of the document is unknown. */
function expectedOf({ asset, facts }: ForecastRequest, step: string): StepExpectation | undefined {
  const history = expectDuration(facts.samplesOf(step), mediaSecondsOf(asset));
  if (history !== undefined) return { ...history, basis: 'history' };
  const bounds = estimateByRule(asset, step);
  return bounds === undefined ? undefined : { ...bounds, samples: 0, basis: 'rule' };
}

/** A longer estimate means that the amount of work is still unknown. */
const FARTHEST_MS = 366 * 86_400_000;
const outlook = (left: Span, { basis, samples }: StepExpectation): Outlook =>
  left.p90 > FARTHEST_MS ? unknown('length-unknown') : { known: true, left, basis, samples };

/** An attempt without progress for this long is not about to end, even if its estimated end was near. Milliseconds. */
const SILENT_MS = 120_000;

interface AttemptProgress {
  readonly fraction: number | null;
  readonly stillMs: number;
  /** From the start of the attempt to its last progress. */
  readonly elapsedMs: number;
}

function progressOf({ facts, live }: ForecastRequest, step: StepIn<'running'>): AttemptProgress {
  const since = (at: string | undefined): number => Math.max(Date.parse(facts.now) - Date.parse(at ?? facts.now), 0);
  const fraction = stepProgress(step, live);
  // Without any report there is no progress to measure from: the estimate follows the clock.
  const stillMs = fraction === null || fraction === 0 ? 0 : since(live?.get(step.step)?.seenAt);
  return { fraction, stillMs, elapsedMs: Math.max(since(step.startedAt) - stillMs, 0) };
}

/**
 * Counts from the last progress, so that the estimated end does not move with the clock. Undefined once that end has passed.
 */
function subtractStillTime(remaining: Span, stillMs: number): Span | undefined {
  const isSilent = stillMs >= SILENT_MS && remaining.p50 <= stillMs;
  if (stillMs > 0 && (isSilent || remaining.p90 <= stillMs)) return undefined;
  return { p50: remaining.p50 - stillMs, p90: remaining.p90 - stillMs };
}

function estimateRunning(request: ForecastRequest, step: StepIn<'running'>): Outlook {
  if (request.facts.isStalled(step.step)) return unknown('stalled');
  const expected = expectedOf(request, step.step);
  if (expected === undefined) return unknown('length-unknown');
  const { stillMs, ...work } = progressOf(request, step);
  const remaining = estimateRemaining({ expected, ...work, isOwnWork: currentAttempt(step)?.number === 1 });
  if (remaining === undefined) return unknown('overdue');
  const rest = subtractStillTime(remaining, stillMs);
  return rest === undefined ? unknown('no-progress') : outlook(rest, expected);
}

/** Returns the place in the lane. An attempt that is newer than the last look at the queue is next if a worker is free. */
const placeOf = ({ facts }: ForecastRequest, step: StepIn<'scheduled'>, free: number): number | undefined =>
  facts.placeOf(currentAttempt(step)?.attemptId ?? '')?.position ?? (free > 0 ? 1 : undefined);

/** Returns the time until a worker takes a queued step, or undefined if it is unknown. */
function estimateQueueing(
  request: ForecastRequest,
  step: StepIn<'scheduled'>,
  room: LaneCapacity & { state: 'served' },
): Span | undefined {
  const { facts } = request;
  const { now } = facts;
  const place = placeOf(request, step, room.free);
  if (!isDue(step, now) || (place !== undefined && place <= room.free)) {
    const start = estimateUndelayedStart(step, now);
    return start === undefined ? undefined : { p50: start, p90: start };
  }
  const each = expectDuration(facts.samplesOf(step.step), undefined);
  return place === undefined || each === undefined ? undefined : estimateDelayedStart({ now, place, room, each });
}

function estimateNotStarted(request: ForecastRequest, plan: PlanStep, step: StepState): Outlook {
  const room = request.facts.roomOf(plan.service, laneOf(request.asset, plan));
  if (room.state !== 'served') return unknown(room.state === 'unserved' ? 'no-worker' : 'unknown');
  const expected = expectedOf(request, plan.step);
  if (expected === undefined) return unknown('length-unknown');
  const before = step.phase === 'scheduled' ? estimateQueueing(request, step, room) : NO_TIME;
  const { p50, p90 } = before === undefined ? NO_TIME : addSpans(before, expected);
  // The end has passed, but no worker has taken the step.
  if (before === undefined || p90 <= 0) return unknown('queued');
  return outlook({ p50, p90 }, expected);
}

const isWaiting = (asset: Asset, { step }: StepState): boolean => waitingSteps(asset).some((each) => each.step.step === step);

export function estimateStep(request: ForecastRequest, { plan, step }: PlannedStep): Outlook | undefined {
  if (hasEnded(step) || isAwaitingReview(request.asset, step)) return undefined;
  if (step.phase === 'running') return estimateRunning(request, step);
  if (pauseOf(request.asset) !== undefined) return unknown('paused');
  return isWaiting(request.asset, step) ? unknown('waiting') : estimateNotStarted(request, plan, step);
}
