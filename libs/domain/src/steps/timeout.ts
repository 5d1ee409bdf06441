import type { StepLimits } from '@throughline/contracts';
import type { AssetState } from '../asset/state.js';
import { mediaSecondsOf } from './media.js';

/** The longest time of one attempt, or undefined where it may take as long as it gets further. Milliseconds. */
export function timeoutOf(limits: StepLimits | undefined, state: AssetState): number | undefined {
  if (limits?.timeoutMs === undefined) return undefined;
  return Math.max(limits.timeoutMs, (limits.mediaFactor ?? 0) * (mediaSecondsOf(state) ?? 0) * 1_000);
}
