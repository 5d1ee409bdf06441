import type { Lease } from '@throughline/contracts';
import { isImporting } from '../imported.js';
import { isPresent, type AssetState, type StepState } from '../state.js';
import { stepOf } from './steps.js';

/** `unknown`: neither a live nor a lost worker can be shown. */
export type Liveness = 'alive' | 'stalled' | 'unknown';

/**
 * The reason of a verdict: a recent heartbeat (`heard`); a heartbeat that is overdue (`late`); a term that still runs because the
 * connection to the broker is new (`unheard`); nobody holds the lease (`no-holder`); the lease is that of another attempt
 * (`other-attempt`); the attempt is not running according to the log (`ended`); no heartbeat for a full term (`expired`).
 */
export type LivenessReason = 'heard' | 'late' | 'unheard' | 'no-holder' | 'other-attempt' | 'ended' | 'expired';

export interface LivenessVerdict {
  readonly liveness: Liveness;
  readonly reason: LivenessReason;
}

/** A step's lease at one moment, by the broker's clock. */
export interface LeaseReading {
  /** True if there was no heartbeat for a full term, or nobody holds the lease. */
  readonly expired: boolean;
  /** The age of the last heartbeat, if the lease is held. Milliseconds. */
  readonly silentMs?: number;
  readonly seen: { readonly lease: Pick<Lease, 'attemptId' | 'state' | 'termMs'> } | undefined;
}

export interface RunningAttempt {
  readonly step: string;
  readonly attemptId: string;
}

/** A worker sends three heartbeats in a term. One that is late by half its interval counts as missed. */
const LATE_AFTER_TERMS = 1 / 2;

const unknown = (reason: LivenessReason): LivenessVerdict => ({ liveness: 'unknown', reason });
const alive = (reason: LivenessReason): LivenessVerdict => ({ liveness: 'alive', reason });

/**
 * Judges whether the worker of an attempt is alive or has stalled (U17). `isRunning`: the log has the attempt running, read after
 * the lease, so that an attempt that ended in the meantime is not reported as stalled. It matters only for an expired lease.
 */
export function judgeLiveness(attemptId: string, { expired, silentMs, seen }: LeaseReading, isRunning: boolean): LivenessVerdict {
  if (seen?.lease.state !== 'held') return unknown('no-holder');
  const { lease } = seen;
  if (lease.attemptId !== attemptId) return unknown('other-attempt');
  if (expired) return isRunning ? { liveness: 'stalled', reason: 'expired' } : unknown('ended');
  if (silentMs === undefined || silentMs >= lease.termMs) return unknown('unheard');
  return alive(silentMs < lease.termMs * LATE_AFTER_TERMS ? 'heard' : 'late');
}

const findRunning = ({ step, phase, attempts }: StepState): RunningAttempt | undefined => {
  const attemptId = attempts.at(-1)?.attemptId;
  return phase === 'running' && attemptId !== undefined ? { step, attemptId } : undefined;
};

/** Returns the running attempts on which the status of the item depends, without that at its previews. */
export const listRunningAttempts = (state: AssetState): readonly RunningAttempt[] =>
  isPresent(state) && !isImporting(state)
    ? state.steps.flatMap((step) => {
        const running = findRunning(step);
        return running === undefined ? [] : [running];
      })
    : [];

/** Returns the running attempt at the step, which may be the previews. */
export function findRunningAttempt(state: AssetState, step: string): RunningAttempt | undefined {
  if (!isPresent(state) || isImporting(state)) return undefined;
  const found = stepOf(state, step);
  return found === undefined ? undefined : findRunning(found);
}

export const isAttemptRunning = (state: AssetState | undefined, { step, attemptId }: RunningAttempt): boolean =>
  state !== undefined && findRunningAttempt(state, step)?.attemptId === attemptId;
