import { quotaOfStep, type QuotaName } from '@throughline/contracts';
import { isPresent, uploadOf, type AssetState } from '../state.js';
import { mediaSecondsOf } from './media.js';

/** The part of a quota that a step uses up. */
export interface QuotaNeed {
  readonly quota: QuotaName;
  /** 0 if the amount is known only at the end of the step. */
  readonly amount: number;
}

const SECONDS_PER_MINUTE = 60;

/** Returns the part of a quota that the step would use up, or undefined if it uses none. */
export function quotaNeedOf(state: AssetState, step: string): QuotaNeed | undefined {
  const quota = quotaOfStep(step);
  if (quota === undefined || !isPresent(state)) return undefined;
  if (quota === 'transcription_minutes') return { quota, amount: (mediaSecondsOf(state) ?? 0) / SECONDS_PER_MINUTE };
  // The bytes of an upload were counted when it was registered.
  if (quota === 'bytes') return uploadOf(state.source) === undefined ? { quota, amount: 0 } : undefined;
  return { quota, amount: 1 };
}

/** Returns true if a worker has to ask for admission before the step starts. */
export const needsAdmission = (state: AssetState, step: string): boolean =>
  isPresent(state) && state.run?.metered === true && quotaNeedOf(state, step) !== undefined;
