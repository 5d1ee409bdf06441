import type { AttemptRecord } from '../asset/attempt-record.js';
import { isPresent, type AssetState, type StepState } from '../asset/state.js';
import { isRunActive } from '../asset/steps/run.js';
import { currentAttempt, isOpen, stepOf } from '../asset/steps/steps.js';
import { waitOf } from '../asset/steps/waiting.js';
import { advance, noEvents, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import type { ActorCommand } from './command-context.js';

/** Ends a wait early, because what the step waited for may be available now. */
export interface EndWait extends ActorCommand {
  readonly type: 'EndWait';
  readonly step: string;
  /** The code of the wait. A step that waits for something else stays as it is. */
  readonly for: string;
}

/** Returns the attempt of a step that waits for this, if its check is due later. */
function findLaterCheck(step: StepState | undefined, command: EndWait): AttemptRecord | undefined {
  if (step?.phase !== 'scheduled' || waitOf(step)?.for !== command.for) return undefined;
  return step.notBefore !== undefined && step.notBefore > command.now ? currentAttempt(step) : undefined;
}

/**
 * Replaces the attempt of a waiting step, whose check is due later, by one that starts now. Never touches an attempt that has
 * started. A step that no longer waits, or waits for something else, stays as it is.
 */
export function endWait(state: AssetState, command: EndWait): Decision {
  if (!isPresent(state)) return unknownAsset;
  const step = stepOf(state, command.step);
  const attempt = isRunActive(state) ? findLaterCheck(step, command) : undefined;
  if (step === undefined || attempt === undefined) return noEvents;
  const of = { step: step.step, attemptId: attempt.attemptId, progress: isOpen(step) ? (step.progress ?? 0) : 0 };
  return advance(newEvent('StepInterrupted', { ...of, cause: 'fenced', by: command.by }));
}
