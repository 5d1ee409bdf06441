import { isPresent, type AssetState } from '@throughline/domain';

export interface AttemptAtWork {
  readonly step: string;
  readonly attemptId: string;
}

/** What the log has at work. */
export const attemptsAtWork = (state: AssetState): readonly AttemptAtWork[] =>
  isPresent(state)
    ? state.steps.flatMap(({ step, phase, attempts }) => {
        const attemptId = attempts.at(-1)?.attemptId;
        return phase === 'running' && attemptId !== undefined ? [{ step, attemptId }] : [];
      })
    : [];

export const isAtWork = (state: AssetState, { step, attemptId }: AttemptAtWork): boolean =>
  attemptsAtWork(state).some((each) => each.step === step && each.attemptId === attemptId);
