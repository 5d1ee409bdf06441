import { TRANSCRIBE } from '@throughline/contracts';
import type { Asset, StepState } from '../asset/state.js';
import { RULE_FACTOR } from '../eta/step-outlook.js';
import type { LiveProgress } from '../progress/progress.js';
import { mediaSecondsOf } from '../steps/media.js';
import { stepOf } from '../steps/steps.js';
import { sessionStatusOf } from './status.js';

/** What the formula of a session is made of, at one moment. */
export interface SessionWork {
  /** Seconds of the audio; undefined until the source is there. */
  readonly totalSeconds: number | undefined;
  /** Of them done, 0 to 1. */
  readonly fraction: number;
  readonly elapsedMs: number;
}

/** Below completion the value does not reach 100 (D18). */
const MOST = 99;
const ACTUAL_SHARE = 0.7;
const TIME_SHARE = 0.3;

/** Work of ended attempts of this run counts on: what a lost worker had done is not shown as undone. */
function fractionOf(step: StepState, live: LiveProgress | undefined): number {
  if (step.phase === 'completed') return 1;
  const told = step.phase === 'running' ? (live?.get(step.step)?.fraction ?? 0) : 0;
  return Math.max(told, step.reached);
}

/** When the work began. Of a second attempt in a run only the run itself is sure to be as old. Of what a person has ended nothing is kept. */
function beganAt({ run }: Asset, { attempts, startedAt, phase }: StepState): string | undefined {
  if (run?.cancelled !== undefined && phase === 'pending') return undefined;
  const begun = attempts.filter((each) => each.runId === run?.runId && each.startedAt !== undefined);
  if (begun.length === 0) return undefined;
  return begun.length > 1 || startedAt === undefined ? run?.startedAt : startedAt;
}

/** Where the clock stands: it stops with the work. */
const until = ({ phase, endedAt }: StepState, now: string): string =>
  phase === 'completed' || phase === 'failed' || phase === 'skipped' ? (endedAt ?? now) : now;

export function sessionWork(asset: Asset, now: string, live?: LiveProgress): SessionWork {
  const totalSeconds = mediaSecondsOf(asset);
  const step = stepOf(asset, TRANSCRIBE);
  const began = step === undefined ? undefined : beganAt(asset, step);
  if (step === undefined || began === undefined) return { totalSeconds, fraction: 0, elapsedMs: 0 };
  const elapsedMs = Math.max(Date.parse(until(step, now)) - Date.parse(began), 0);
  return { totalSeconds, fraction: fractionOf(step, live), elapsedMs };
}

const expectedMs = (totalSeconds: number): number => RULE_FACTOR * totalSeconds * 1_000;

/** 0.7 × work + 0.3 × time, with an expected time of four times the audio (PRG-05); 0 to 99, not rounded. */
export function formulaOf({ totalSeconds, fraction, elapsedMs }: SessionWork): number {
  if (totalSeconds === undefined) return 0;
  const time = Math.min(elapsedMs / expectedMs(totalSeconds), 1);
  return Math.min(100 * (ACTUAL_SHARE * fraction + TIME_SHARE * time), MOST);
}

/** 0 to 100, whole (PRG-04, D19). */
export const sessionProgress = (asset: Asset, now: string, live?: LiveProgress): number =>
  sessionStatusOf(asset) === 'completed' ? 100 : Math.round(formulaOf(sessionWork(asset, now, live)));

/** What is left: elapsed × (100 − p) / p, and the four times the audio while p is 0 (D20). Milliseconds; undefined where nobody knows. */
export function sessionRemainingMs(work: SessionWork): number | undefined {
  if (work.totalSeconds === undefined) return undefined;
  const p = formulaOf(work);
  return p === 0 ? expectedMs(work.totalSeconds) : (work.elapsedMs * (100 - p)) / p;
}
