import { isPresent, type AssetState } from '../asset/state.js';

/** How long the media lasts, once the source step has found out. Seconds. */
export function mediaSecondsOf(state: AssetState): number | undefined {
  const source = isPresent(state) ? state.steps.find(({ kind }) => kind === 'source') : undefined;
  const seconds = source?.result?.['duration_seconds'];
  return typeof seconds === 'number' && seconds > 0 ? seconds : undefined;
}
