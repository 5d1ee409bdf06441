import { TRANSCRIBE } from '@throughline/contracts';
import type { Asset, StepState } from '../asset/state.js';
import { RULE_FACTOR } from '../asset/pipeline/stages/transcribe.js';
import type { LiveProgress } from './progress.js';
import { mediaSecondsOf } from '../asset/steps/media.js';
import { stepOf } from '../asset/steps/steps.js';
import { sessionStatusOf } from './session-status.js';

/** The inputs of a session's progress formula at one moment. */
export interface SessionWork {
  /** The length of the audio in seconds; undefined until the source has arrived. */
  readonly totalSeconds: number | undefined;
  /** The completed fraction of the audio, 0 to 1. */
  readonly fraction: number;
  /** The time worked, without waits. */
  readonly elapsedMs: number;
}

/** The value is below 100 until completion (D18). */
const MOST = 99;
const ACTUAL_SHARE = 0.7;
const TIME_SHARE = 0.3;

/** Returns the best fraction of this run, so that a lost worker's progress does not disappear. */
function fractionOf(step: StepState, live: LiveProgress | undefined): number {
  if (step.phase === 'completed') return 1;
  const fraction = step.phase === 'running' ? (live?.get(step.step)?.fraction ?? 0) : 0;
  return Math.max(fraction, step.reached);
}

/** Returns the time that this run's attempts have worked. Waits and pauses between them do not count. Milliseconds. */
const elapsedOf = (step: StepState, now: string): number =>
  (step.workedMs ?? 0) + (step.phase === 'running' ? Math.max(Date.parse(now) - Date.parse(step.startedAt), 0) : 0);

export function sessionWork(asset: Asset, now: string, live?: LiveProgress): SessionWork {
  const totalSeconds = mediaSecondsOf(asset);
  const step = stepOf(asset, TRANSCRIBE);
  if (step === undefined) return { totalSeconds, fraction: 0, elapsedMs: 0 };
  return { totalSeconds, fraction: fractionOf(step, live), elapsedMs: elapsedOf(step, now) };
}

const expectedMs = (totalSeconds: number): number => RULE_FACTOR * totalSeconds * 1_000;

/** 0.7 × work + 0.3 × time, with an expected time of four times the audio (PRG-05); 0 to 99, not rounded. */
export function computeFormula({ totalSeconds, fraction, elapsedMs }: SessionWork): number {
  if (totalSeconds === undefined) return 0;
  const time = Math.min(elapsedMs / expectedMs(totalSeconds), 1);
  return Math.min(100 * (ACTUAL_SHARE * fraction + TIME_SHARE * time), MOST);
}

/** Returns a whole number from 0 to 100 (PRG-04, D19). */
export const sessionProgress = (asset: Asset, now: string, live?: LiveProgress): number =>
  sessionStatusOf(asset) === 'completed' ? 100 : Math.round(computeFormula(sessionWork(asset, now, live)));

/** From this fraction on, a slow pace counts fully. Before, a worker's fixed costs (loading a model) would distort it. */
const TELLING = 0.05;

/**
 * Estimates the remaining time: elapsed × (100 − p) / p (D20) once progress was reported, before that the rest of four times
 * the audio (PRG-07).
 * The formula counts time without progress as slowness: the first seconds of an hour of audio would give 13 hours.
 * So an estimate beyond the expected time counts only as far as work or time support it.
 * Milliseconds. Undefined while the length is unknown, and if the expected time has passed without any progress.
 */
export function sessionRemainingMs(work: SessionWork): number | undefined {
  const { totalSeconds, fraction, elapsedMs } = work;
  if (totalSeconds === undefined) return undefined;
  const expected = expectedMs(totalSeconds);
  const rest = expected - elapsedMs;
  if (fraction === 0) return rest > 0 ? rest : undefined;
  const p = computeFormula(work);
  const atThisPace = (elapsedMs * (100 - p)) / p;
  if (atThisPace <= rest) return atThisPace;
  const weight = Math.min(Math.max(fraction / TELLING, elapsedMs / expected), 1);
  return rest + weight * (atThisPace - rest);
}
