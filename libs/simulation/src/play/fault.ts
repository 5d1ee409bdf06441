import { PermanentError, RetryableError, WaitingError, type Fault, type Script, type SkipReason } from '@throughline/contracts';
import { crashNow } from './crash-now.js';
import { waitUntilAborted } from './sleep.js';

/** Faults of an output's last answer. Only outputs can have them. */
export const ANSWER_FAULTS = ['drop', 'silent', 'truncate'] as const;
export type AnswerFault = (typeof ANSWER_FAULTS)[number];

export const findFault = (script: Script, attempt: number): Fault | undefined =>
  script.faults?.find((fault) => fault.attempt === undefined || fault.attempt === attempt);

export const isAnswerFault = (fault: Fault): boolean => ANSWER_FAULTS.some((kind) => kind === fault.do);

/**
 * Returns the fraction of the work after which a fault happens: by default at the start, for faults of the answer at the end.
 */
export const computeFaultFraction = (fault: Fault): number => (isAnswerFault(fault) ? 1 : (fault.at ?? 0));

export interface FaultOptions {
  readonly signal: AbortSignal;
  /** Replaced in specs, whose process must survive. */
  readonly crash?: (() => never) | undefined;
}

const failure = (fault: Fault): Error => {
  const code = fault.code ?? 'simulated-failure';
  const message =
    fault.message ?? `The script of this simulated connector fails attempt ${String(fault.attempt ?? 'after attempt')}`;
  return fault.retryable === false ? new PermanentError(code, message) : new RetryableError(code, message, retryAfter(fault));
};

const waiting = (fault: Fault): WaitingError =>
  new WaitingError(
    fault.code ?? 'simulated-wait',
    fault.message ?? 'The script of this simulated connector asks to wait',
    retryAfter(fault),
  );

const retryAfter = ({ retry_after_ms }: Fault): { retryAfterMs?: number } =>
  retry_after_ms === undefined ? {} : { retryAfterMs: retry_after_ms };

export type FaultResult =
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  /** The output must apply this fault to its answer. */
  | { readonly kind: 'answer'; readonly fault: AnswerFault };

/** Applies a fault: throws, hangs until the signal fires, ends the process, or returns what the caller must do. */
export async function applyFault(fault: Fault, { signal, crash = crashNow }: FaultOptions): Promise<FaultResult> {
  switch (fault.do) {
    case 'fail':
      throw failure(fault);
    case 'wait':
      throw waiting(fault);
    case 'hang':
      return waitUntilAborted(signal);
    case 'crash':
      return crash();
    case 'skip':
      return { kind: 'skipped', reason: fault.reason ?? 'not_applicable' };
    default:
      return { kind: 'answer', fault: fault.do };
  }
}
