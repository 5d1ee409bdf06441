import type { Command } from '@throughline/domain';
import { storable, type Failure, type Wait } from './failure.js';
import type { StepOutcome } from './step-handler.js';

/** Which attempt says it, when, and how far it has got. */
export interface Said {
  readonly step: string;
  readonly attemptId: string;
  readonly now: string;
  readonly progress: number;
}

/** The work is done, or was found not to apply. */
export function completion({ progress: _progress, ...of }: Said, done: { outcome: StepOutcome; adoptedFrom?: string }): Command {
  const { outcome, adoptedFrom } = done;
  if (outcome.kind === 'skipped') return { type: 'SkipStep', ...of, reason: outcome.reason };
  const { result, artifacts, metrics, url, details } = outcome;
  return {
    type: 'CompleteStep',
    ...of,
    result: storable(result),
    artifacts,
    metrics,
    ...(url === undefined ? {} : { url }),
    ...(details === undefined ? {} : { details: storable(details) }),
    ...(adoptedFrom === undefined ? {} : { adoptedFrom }),
  };
}

export const failed = (of: Said, failure: Failure): Command => ({ type: 'FailStep', ...of, ...failure });
export const waits = (of: Said, wait: Wait): Command => ({ type: 'WaitStep', ...of, ...wait });

/** The worker goes; the next attempt follows at once. */
export const handedBack = (of: Said, by: string): Command => ({ type: 'InterruptStep', ...of, cause: 'shutdown', by });

/** The attempt was closed while it worked. */
export const late = ({ progress: _progress, ...of }: Said): Command => ({ type: 'RecordLate', ...of, outcome: 'aborted' });

/** Its message told nothing, so nothing was done: the next one is made anew. */
export const undecodable = (of: Omit<Said, 'progress'>): Command => ({
  type: 'FailStep',
  ...of,
  code: 'work-undecodable',
  message: 'A work message could not be read; its bytes are kept with the dead letters',
  retryable: true,
  progress: 0,
});

/** The same work would make the same result: trying again, or taking it over, would not end. */
export const unrecordable = (of: Omit<Said, 'progress'>): Command => ({
  type: 'FailStep',
  ...of,
  code: 'result-unrecordable',
  message: 'The result does not fit the event that would record it; this is a fault of the service, see its log',
  retryable: false,
  progress: 1,
});
