import type { PlanStep } from '@throughline/contracts';
import type { Asset, StepState } from '../asset/state.js';
import { stepProgress, type LiveProgress } from '../progress/progress.js';
import { pauseOf, type Planned } from '../steps/run.js';
import { mediaSecondsOf } from '../steps/media.js';
import { currentAttempt, hasEnded } from '../steps/steps.js';
import { waitingSteps } from '../steps/waiting.js';
import type { EtaReason, ForecastFacts, LaneRoom } from './facts.js';
import { expectationOf, type Expectation } from './history.js';
import { NO_TIME, plus, remainingOf, type Span } from './remaining.js';

/** What is left to be done of one step, once everything before it is done; or why nobody can say. */
export type Outlook =
  | { readonly known: true; readonly left: Span; readonly basis: 'history' | 'rule'; readonly samples: number }
  | { readonly known: false; readonly reason: EtaReason };

export interface Asked {
  readonly asset: Asset;
  readonly facts: ForecastFacts;
  readonly live: LiveProgress | undefined;
}

type Expected = Expectation & { readonly basis: 'history' | 'rule' };

const unknown = (reason: EtaReason): Outlook => ({ known: false, reason });

/** Until there is a history: so many times the length of the media (PRG-05, PRG-07). */
export const RULE_FACTOR = 4;
const HAS_RULE: ReadonlySet<string> = new Set(['TRANSCRIBE']);

function expectedOf({ asset, facts }: Asked, step: string): Expected | EtaReason {
  const mediaSeconds = mediaSecondsOf(asset);
  const history = expectationOf(facts.samplesOf(step), mediaSeconds);
  if (history !== undefined) return { ...history, basis: 'history' };
  if (!HAS_RULE.has(step)) return 'no-history';
  if (mediaSeconds === undefined) return 'length-unknown';
  const total = RULE_FACTOR * mediaSeconds * 1_000;
  return { p50: total, p90: total, samples: 0, basis: 'rule' };
}

const isExpected = (found: Expected | EtaReason): found is Expected => typeof found !== 'string';

const outlook = (left: Span, { basis, samples }: Expected): Outlook => ({ known: true, left, basis, samples });

function atWork(asked: Asked, step: StepState): Outlook {
  if (asked.facts.isStalled(step.step)) return unknown('stalled');
  const expected = expectedOf(asked, step.step);
  if (!isExpected(expected)) return unknown(expected);
  const { facts, live } = asked;
  const elapsedMs = Math.max(Date.parse(facts.now) - Date.parse(step.startedAt ?? facts.now), 0);
  const left = remainingOf({ expected, elapsedMs, fraction: stepProgress(step, live) });
  return left === undefined ? unknown('overdue') : outlook(left, expected);
}

/** Others in the lane go first: as many rounds of them as there are places. Their media may be of any length. */
function waitBehind(
  asked: Asked,
  { step }: StepState,
  behind: { place: number; room: LaneRoom & { state: 'served' } },
): Span | undefined {
  const { place, room } = behind;
  if (place <= room.free) return NO_TIME;
  const others = expectationOf(asked.facts.samplesOf(step), undefined);
  if (others === undefined) return undefined;
  const rounds = Math.ceil((place - room.free) / Math.max(room.places, 1));
  // Those at work may be done at any moment: at the likely end the round that they are in counts for nothing.
  return { p50: (rounds - 1) * others.p50, p90: rounds * others.p90 };
}

/** How long a queued step waits before anybody takes it. */
function queueing(asked: Asked, step: StepState, room: LaneRoom & { state: 'served' }): Span | EtaReason {
  const { facts } = asked;
  const untilDue = Date.parse(step.notBefore ?? facts.now) - Date.parse(facts.now);
  if (untilDue > 0) return { p50: untilDue, p90: untilDue };
  // Not in the queue as it was last looked at: it has only just got there.
  const place = facts.placeOf(currentAttempt(step)?.attemptId ?? '') ?? (room.free > 0 ? 1 : undefined);
  return (place === undefined ? undefined : waitBehind(asked, step, { place, room })) ?? 'queued';
}

function notYetAtWork(asked: Asked, plan: PlanStep, step: StepState): Outlook {
  const room = asked.facts.roomOf(plan.service, plan.lane);
  if (room.state !== 'served') return unknown(room.state === 'unserved' ? 'no-worker' : 'unknown');
  const expected = expectedOf(asked, plan.step);
  if (!isExpected(expected)) return unknown(expected);
  const before = step.phase === 'scheduled' ? queueing(asked, step, room) : NO_TIME;
  return typeof before === 'string' ? unknown(before) : outlook(plus(before, expected), expected);
}

const isWaiting = (asset: Asset, { step }: StepState): boolean => waitingSteps(asset).some((each) => each.step.step === step);

/** Undefined where nothing is left of it. */
export function stepOutlook(asked: Asked, { plan, step }: Planned): Outlook | undefined {
  if (hasEnded(step)) return undefined;
  if (step.phase === 'running') return atWork(asked, step);
  if (pauseOf(asked.asset) !== undefined) return unknown('paused');
  return isWaiting(asked.asset, step) ? unknown('waiting') : notYetAtWork(asked, plan, step);
}
