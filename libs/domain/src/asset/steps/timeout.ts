import type { StepLimits } from '@throughline/contracts';
import type { AssetState } from '../state.js';
import { mediaSecondsOf } from './media.js';

/** Returns the longest time of one attempt in milliseconds, or undefined if it may take as long as it makes progress. */
export function timeoutOf(limits: StepLimits | undefined, state: AssetState): number | undefined {
  if (limits?.timeoutMs === undefined) return undefined;
  return Math.max(limits.timeoutMs, (limits.mediaFactor ?? 0) * (mediaSecondsOf(state) ?? 0) * 1_000);
}
