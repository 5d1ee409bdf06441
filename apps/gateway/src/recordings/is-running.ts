import { isPresent, type AssetState } from '@throughline/domain';
import type { AttemptAddress } from './stall-watch.js';

/** The attempt is at work, as far as a state of its asset says. */
export const isRunning = (
  state: AssetState | undefined,
  { step, attemptId }: Pick<AttemptAddress, 'step' | 'attemptId'>,
): boolean => {
  if (state === undefined || !isPresent(state)) return false;
  const found = state.steps.find((each) => each.step === step);
  return found?.phase === 'running' && found.attempts.at(-1)?.attemptId === attemptId;
};
