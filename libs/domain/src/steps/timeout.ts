import type { StepLimits } from '@throughline/contracts';
import { isPresent, type AssetState } from '../asset/state.js';

/** How long the media lasts, once the source step has found out. Seconds. */
function mediaSeconds(state: AssetState): number {
  const source = isPresent(state) ? state.steps.find(({ kind }) => kind === 'source') : undefined;
  const seconds = source?.result?.['duration_seconds'];
  return typeof seconds === 'number' && seconds > 0 ? seconds : 0;
}

/** The longest time of one attempt, or undefined where it may take as long as it gets further. Milliseconds. */
export function timeoutOf(limits: StepLimits | undefined, state: AssetState): number | undefined {
  if (limits?.timeoutMs === undefined) return undefined;
  return Math.max(limits.timeoutMs, (limits.mediaFactor ?? 0) * mediaSeconds(state) * 1_000);
}
