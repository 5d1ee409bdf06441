import type { AttemptRecord } from './attempt-record.js';
import type { StepState } from './state.js';

/**
 * Returns true if a checkpoint names files of the attempt, so that the next attempt uses them. Artifact keys contain the
 * attempt id.
 */
export const hasFilesForSuccessors = ({ checkpoints }: Pick<StepState, 'checkpoints'>, attemptId: string): boolean =>
  JSON.stringify(checkpoints).includes(attemptId);

/** Marks a waiting attempt whose files its successors use. */
export const markLeftFiles = (step: StepState, attemptId: string): Pick<AttemptRecord, 'left'> =>
  hasFilesForSuccessors(step, attemptId) ? { left: true } : {};

const KEPT_IDLE = 5;
const isIdle = ({ end, left }: AttemptRecord): boolean => left === undefined && (end === 'waited' || end === 'withdrawn');

/**
 * The attempts that views need to tell whether, and when, a step has started or waited.
 * The newest such attempt is enough, because runs are in order. The first started attempt of the run has the run's start of the
 * step.
 */
const findDecisiveAttempts = (attempts: readonly AttemptRecord[]): readonly (AttemptRecord | undefined)[] => [
  attempts.findLast(({ startedAt }) => startedAt !== undefined),
  attempts.findLast(({ end }) => end === 'waited'),
  attempts.find(({ runId, startedAt }) => startedAt !== undefined && runId === attempts.at(-1)?.runId),
];

/**
 * Drops older attempts that only waited, because a week without disk space must not fill the state.
 * An attempt that left files stays, since only its record tells who owns them. Attempts that prove the step's start stay too.
 */
export function dropIdleAttempts(attempts: readonly AttemptRecord[]): readonly AttemptRecord[] {
  const surplus = attempts.filter(isIdle).length - KEPT_IDLE;
  if (surplus <= 0) return attempts;
  const decisive = findDecisiveAttempts(attempts);
  const forgotten = new Set(attempts.filter(isIdle).slice(0, surplus));
  return attempts.filter((attempt) => !forgotten.has(attempt) || decisive.includes(attempt));
}
