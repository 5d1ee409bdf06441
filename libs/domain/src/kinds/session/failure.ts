import { TRANSCRIBE } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState } from '../../asset/state.js';
import { failureOf } from '../../status/failure.js';
import { errorOf, stepOf } from '../../asset/steps/steps.js';
import { nameEnd } from '../../texts/ended-runs.js';
import { describeSkip } from '../../texts/skip-words.js';
import { sessionStatusOf } from '../../status/session-status.js';

export interface SessionFailure {
  readonly step: string;
  /** The stable code of the error, the reason of the skip, or `cancelled`. */
  readonly code: string;
  readonly at: string;
  /** True if the same request may succeed later; null if the log does not tell. */
  readonly retryable: boolean | null;
  /** Why, in words. Null if the step ended with an error: its worker may have left a message. */
  readonly says: string | null;
}

/** An engine may be available next time. Missing audio will not be. */
const COMES_BACK: ReadonlySet<string> = new Set(['no_engine', 'no_engine_for_language']);

/** Returns the failure of a session that was cancelled or whose transcription was skipped. */
function failureWithoutError(asset: Asset): SessionFailure | undefined {
  const cancelled = asset.run?.cancelled;
  if (cancelled !== undefined)
    return { step: TRANSCRIBE, code: 'cancelled', at: cancelled.at, retryable: true, says: `The run was ${nameEnd(cancelled)}.` };
  const step = stepOf(asset, TRANSCRIBE);
  if (step?.phase !== 'skipped') return undefined;
  const { skipReason: code, endedAt: at, error } = step;
  return {
    step: TRANSCRIBE,
    code,
    at,
    retryable: COMES_BACK.has(code),
    says: describeSkip(TRANSCRIBE, code, { failure: error?.code }),
  };
}

/** Returns why a session has failed, or undefined if it has not or the log does not tell. */
export function sessionFailureOf(state: AssetState): SessionFailure | undefined {
  if (!isPresent(state) || sessionStatusOf(state) !== 'failed') return undefined;
  const failure = failureOf(state);
  if (failure === undefined) return failureWithoutError(state);
  const { step, code, at } = failure;
  return { step, code, at, retryable: errorOf(stepOf(state, step))?.retryable ?? null, says: null };
}
