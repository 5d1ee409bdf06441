import { TRANSCRIBE } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState } from '../../asset/state.js';
import { failureOf } from '../../status/failure.js';
import { errorOf, stepOf } from '../../asset/steps/steps.js';
import { sessionStatusOf } from '../../status/session-status.js';

export interface SessionFailure {
  readonly step: string;
  /** The stable code of the error, the reason of the skip, or `cancelled`. */
  readonly code: string;
  readonly at: string;
  /** True if the same request may succeed later; null if the log does not tell. */
  readonly retryable: boolean | null;
  /** True if the step ended with an error, so that its worker may have left a message. */
  readonly isError: boolean;
}

/** An engine may be available next time. Missing audio will not be. */
const COMES_BACK: ReadonlySet<string> = new Set(['no_engine', 'no_engine_for_language']);

/** Returns the failure of a session that was cancelled or whose transcription was skipped. */
function failureWithoutError(asset: Asset): SessionFailure | undefined {
  const cancelled = asset.run?.cancelled;
  const ended = { step: TRANSCRIBE, isError: false };
  if (cancelled !== undefined) return { ...ended, code: 'cancelled', at: cancelled.at, retryable: true };
  const step = stepOf(asset, TRANSCRIBE);
  if (step?.phase !== 'skipped') return undefined;
  const { skipReason: code, endedAt: at } = step;
  return { ...ended, code, at, retryable: COMES_BACK.has(code) };
}

/** Returns why a session has failed, or undefined if it has not or the log does not tell. */
export function sessionFailureOf(state: AssetState): SessionFailure | undefined {
  if (!isPresent(state) || sessionStatusOf(state) !== 'failed') return undefined;
  const failure = failureOf(state);
  if (failure === undefined) return failureWithoutError(state);
  const { step, code, at } = failure;
  return { step, code, at, retryable: errorOf(stepOf(state, step))?.retryable ?? null, isError: true };
}
