import type { AttemptRecord, StepState } from './state.js';

/** Whether a checkpoint names files of an attempt: they are there for the next one. Keys of artifacts hold the id. */
export const isNamedForSuccessors = ({ checkpoints }: Pick<StepState, 'checkpoints'>, attemptId: string): boolean =>
  JSON.stringify(checkpoints).includes(attemptId);

/** What is remembered of an attempt that only waited. */
export const leavings = (step: StepState, attemptId: string): Pick<AttemptRecord, 'left'> =>
  isNamedForSuccessors(step, attemptId) ? { left: true } : {};

const KEPT_IDLE = 5;
const isIdle = ({ end, left }: AttemptRecord): boolean => left === undefined && (end === 'waited' || end === 'withdrawn');

/**
 * Whether a step has begun, in this run or ever, is asked of its attempts, and so is whether it was in hand. The newest attempt that says so
 * answers for all before it: a run is never older than the one before.
 */
const witnesses = (attempts: readonly AttemptRecord[]): readonly (AttemptRecord | undefined)[] => [
  attempts.findLast(({ startedAt }) => startedAt !== undefined),
  attempts.findLast(({ end }) => end === 'waited'),
];

/**
 * What only waited mostly leaves nothing behind that anybody could ask for; a week without a disk must not fill the state.
 * Whoever has left files stays known: nobody else could say whose they are, once they are to go. And nothing that has begun ever looks as
 * if it had not, however long it waits after that.
 */
export function worthKeeping(attempts: readonly AttemptRecord[]): readonly AttemptRecord[] {
  const surplus = attempts.filter(isIdle).length - KEPT_IDLE;
  if (surplus <= 0) return attempts;
  const kept = witnesses(attempts);
  const forgotten = new Set(attempts.filter(isIdle).slice(0, surplus));
  return attempts.filter((attempt) => !forgotten.has(attempt) || kept.includes(attempt));
}
