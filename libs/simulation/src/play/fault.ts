import { PermanentError, RetryableError, WaitingError, type Fault, type Script, type SkipReason } from '@throughline/contracts';
import { crashNow } from './crash-now.js';
import { untilAborted } from './sleep.js';

/** What only an output can do: it concerns the answer to its last request, not the way there. */
export const ANSWER_FAULTS = ['drop', 'silent', 'truncate'] as const;
export type AnswerFault = (typeof ANSWER_FAULTS)[number];

/** The fault of this attempt, or undefined where it goes well. The first that fits happens. */
export const faultFor = (script: Script, attempt: number): Fault | undefined =>
  script.faults?.find((fault) => fault.attempt === undefined || fault.attempt === attempt);

export const isAnswerFault = (fault: Fault): boolean => ANSWER_FAULTS.some((known) => known === fault.do);

/** Fraction of the work after which a fault happens: at once, unless it says otherwise; what concerns the answer, at the end. */
export const faultAt = (fault: Fault): number => (isAnswerFault(fault) ? 1 : (fault.at ?? 0));

export interface Surroundings {
  readonly signal: AbortSignal;
  /** Replaced in specs, which want to live on. */
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

/** What comes of a fault that does not throw. */
export type Enacted =
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  /** To be done by the output where it answers. */
  | { readonly kind: 'answer'; readonly fault: AnswerFault };

/** Brings a fault about: throws, hangs until the signal, ends the process, or says what the caller is to do. */
export async function enact(fault: Fault, { signal, crash = crashNow }: Surroundings): Promise<Enacted> {
  switch (fault.do) {
    case 'fail':
      throw failure(fault);
    case 'wait':
      throw waiting(fault);
    case 'hang':
      return untilAborted(signal);
    case 'crash':
      return crash();
    case 'skip':
      return { kind: 'skipped', reason: fault.reason ?? 'not_applicable' };
    default:
      return { kind: 'answer', fault: fault.do };
  }
}
