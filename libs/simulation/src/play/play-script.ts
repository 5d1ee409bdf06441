import type { Script } from '@throughline/contracts';
import { enact, faultAt, faultFor, type Enacted } from './fault.js';
import { realSleep, type Sleep } from './sleep.js';

export interface PlayOptions {
  /** Number of the attempt as the item shows it. */
  readonly attempt: number;
  /** Ends what hangs or takes long; its reason is thrown. */
  readonly signal: AbortSignal;
  /** Told each fraction that the script reports, in order. What it returns is waited for, so that it is durable before a crash. */
  readonly progress: (fraction: number) => void | Promise<void>;
  /** Fraction of the work that an earlier attempt has left done: its time does not pass again. */
  readonly from?: number;
  readonly sleep?: Sleep;
  readonly crash?: () => never;
}

export type Played = { readonly kind: 'done' } | Enacted;

/** Without a list of its own a script reports what a steady worker would. */
const STEADY = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

interface Mark {
  /** Fraction of the time. */
  readonly at: number;
  readonly fraction: number;
}

/** The fractions that are reported, each with its place in the time: evenly spread, none at the very end. */
export function marksOf({ progress = STEADY }: Script): readonly Mark[] {
  return progress.map((fraction, index) => ({ at: (index + 1) / (progress.length + 1), fraction }));
}

/**
 * Plays one attempt of a script: lets its time pass, reports its progress, and brings its fault about. Throws what a real
 * connector would throw (`PermanentError`, `RetryableError`, `WaitingError`, the reason of the signal).
 */
export async function playScript(script: Script, options: PlayOptions): Promise<Played> {
  const { attempt, signal, progress, from = 0, sleep = realSleep } = options;
  const fault = faultFor(script, attempt);
  const end = Math.max(from, fault === undefined ? 1 : faultAt(fault));
  const takesMs = script.takes_ms ?? 0;
  let reached = from;
  const pass = async (at: number): Promise<void> => {
    const ms = (at - reached) * takesMs;
    reached = at;
    if (ms > 0) await sleep(ms, signal);
    signal.throwIfAborted();
  };
  for (const mark of marksOf(script).filter(({ at }) => at > from && at <= end)) {
    await pass(mark.at);
    await progress(mark.fraction);
  }
  await pass(end);
  return fault === undefined ? { kind: 'done' } : enact(fault, { signal, crash: options.crash });
}
