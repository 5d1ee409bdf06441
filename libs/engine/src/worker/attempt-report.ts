import type { Command } from '@throughline/domain';
import { toStorable, type Failure, type Wait } from './failure.js';
import type { StepOutcome } from './step-handler.js';

export interface AttemptReport {
  readonly step: string;
  readonly attemptId: string;
  readonly now: string;
  readonly progress: number;
}

export function buildCompletion(
  { progress: _progress, ...of }: AttemptReport,
  done: { outcome: StepOutcome; adoptedFrom?: string },
): Command {
  const { outcome, adoptedFrom } = done;
  if (outcome.kind === 'skipped') return { type: 'SkipStep', ...of, reason: outcome.reason };
  const { result, artifacts, metrics, url, details } = outcome;
  return {
    type: 'CompleteStep',
    ...of,
    result: toStorable(result),
    artifacts,
    metrics,
    ...(url === undefined ? {} : { url }),
    ...(details === undefined ? {} : { details: toStorable(details) }),
    ...(adoptedFrom === undefined ? {} : { adoptedFrom }),
  };
}

export const buildFailure = (of: AttemptReport, failure: Failure): Command => ({ type: 'FailStep', ...of, ...failure });
export const buildWait = (of: AttemptReport, wait: Wait): Command => ({ type: 'WaitStep', ...of, ...wait });

export const buildHandback = (of: AttemptReport, by: string): Command => ({
  type: 'InterruptStep',
  ...of,
  cause: 'shutdown',
  by,
});

export const buildLateResult = ({ progress: _progress, ...of }: AttemptReport): Command => ({
  type: 'RecordLate',
  ...of,
  outcome: 'aborted',
});

/** Builds the command for an unreadable work message. No work was done, so the retry gets a new message. */
export const buildUndecodableFailure = (of: Omit<AttemptReport, 'progress'>): Command => ({
  type: 'FailStep',
  ...of,
  code: 'work-undecodable',
  message: 'A work message could not be read; its bytes are kept with the dead letters',
  retryable: true,
  progress: 0,
});

/** Builds the command for a result that no event can hold. Not retryable: the same work would give the same result. */
export const buildUnrecordableFailure = (of: Omit<AttemptReport, 'progress'>): Command => ({
  type: 'FailStep',
  ...of,
  code: 'result-unrecordable',
  message: 'The result does not match its event schema. This is a bug of the service; its log has the details',
  retryable: false,
  progress: 1,
});
