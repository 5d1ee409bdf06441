import type { Script } from '@throughline/contracts';
import { applyFault, computeFaultFraction, findFault, type FaultResult } from './fault.js';
import { realSleep, type Sleep } from './sleep.js';

export interface PlayOptions {
  readonly attempt: number;
  /** Aborts the script, which then throws the signal's reason. */
  readonly signal: AbortSignal;
  /** Receives each fraction in order. Its promise is awaited, so that progress is durable before a crash. */
  readonly progress: (fraction: number) => void | Promise<void>;
  /** The fraction of the work that an earlier attempt completed. Its time is skipped. */
  readonly from?: number;
  readonly sleep?: Sleep;
  readonly crash?: () => never;
}

export type PlayResult = { readonly kind: 'done' } | FaultResult;

const STEADY = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

interface ProgressMark {
  readonly at: number;
  readonly fraction: number;
}

/** Returns the progress reports of a script with their times, evenly spread, none at the very end. */
export function computeProgressMarks({ progress = STEADY }: Script): readonly ProgressMark[] {
  return progress.map((fraction, index) => ({ at: (index + 1) / (progress.length + 1), fraction }));
}

/**
 * Plays one attempt of a script: waits, reports progress, and applies its fault. Throws the errors of a real connector
 * (`PermanentError`, `RetryableError`, `WaitingError`, the signal's reason).
 */
export async function playScript(script: Script, options: PlayOptions): Promise<PlayResult> {
  const { attempt, signal, progress, from = 0, sleep = realSleep } = options;
  const fault = findFault(script, attempt);
  const end = Math.max(from, fault === undefined ? 1 : computeFaultFraction(fault));
  const takesMs = script.takes_ms ?? 0;
  let reached = from;
  const pass = async (at: number): Promise<void> => {
    const ms = (at - reached) * takesMs;
    reached = at;
    if (ms > 0) await sleep(ms, signal);
    signal.throwIfAborted();
  };
  for (const mark of computeProgressMarks(script).filter(({ at }) => at > from && at <= end)) {
    await pass(mark.at);
    await progress(mark.fraction);
  }
  await pass(end);
  return fault === undefined ? { kind: 'done' } : applyFault(fault, { signal, crash: options.crash });
}
