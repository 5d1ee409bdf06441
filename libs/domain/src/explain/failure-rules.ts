import { isPresent, type AssetState } from '../asset/state.js';
import { failureOf } from '../status/failure.js';
import type { TracedRule } from './rule-trace.js';

/** The facts behind the flag `failed` (FLR-11, FLR-13 to FLR-15). */
export type FailureFacts = {
  readonly rolledBackFor: string | null;
  readonly outputs: number;
  readonly outputsFailed: number;
};

export function failureFacts(state: AssetState): FailureFacts {
  if (!isPresent(state)) return { rolledBackFor: null, outputs: 0, outputsFailed: 0 };
  const outputs = state.steps.filter((step) => step.kind === 'delivery' && step.phase !== 'skipped');
  return {
    rolledBackFor: state.run?.rollback?.step ?? null,
    outputs: outputs.length,
    outputsFailed: outputs.filter(({ phase }) => phase === 'failed').length,
  };
}

export const failureWords: Readonly<Record<keyof FailureFacts, string>> = {
  rolledBackFor: 'the step whose failure rolled the run back',
  outputs: 'outputs that were not skipped',
  outputsFailed: 'outputs that have failed permanently',
};

export interface FailureRule extends TracedRule<FailureFacts> {
  readonly failed: boolean;
}

/** The rules of the failure flag, which is separate from the status. A spec checks them against `isFailed`. */
export const failureRules: readonly FailureRule[] = [
  {
    id: 'FLR-14',
    says: 'A step of the newest run has failed permanently, and the run was rolled back.',
    looksAt: ['rolledBackFor'],
    when: ({ rolledBackFor }) => rolledBackFor !== null,
    failed: true,
  },
  {
    id: 'FLR-11',
    says: 'Every output has failed permanently.',
    looksAt: ['outputs', 'outputsFailed'],
    when: ({ outputs, outputsFailed }) => outputs > 0 && outputsFailed === outputs,
    failed: true,
  },
  {
    id: 'FLR-15',
    says: 'The newest run was not rolled back, and not every output has failed.',
    looksAt: [],
    when: () => true,
    failed: false,
  },
];

/** Returns the failure as one text, so that a second failure counts as a change. */
export const failureKey = (state: AssetState): string | null => {
  const failure = failureOf(state);
  return failure === undefined ? null : [failure.step, failure.code, failure.at].join(' ');
};
