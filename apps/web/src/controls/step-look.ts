import type { Stage } from '@throughline/api-client';
import type { IconName } from '../components/Icon/Icon.js';
import type { Tone } from '../components/StatusBadge/StatusBadge.js';

/** The facts that decide how a step or a delivery looks. */
export interface StepFacts {
  readonly status: Stage['status'];
  /** Sent, but it is unknown if it arrived. */
  readonly unconfirmed: boolean;
  readonly stalled: boolean;
  /** Waits for something other than its turn. */
  readonly waiting: boolean;
}

/** The status of a step, or what a person has to know before it. */
export type StepMark = Stage['status'] | 'UNCONFIRMED' | 'STALLED' | 'WAITING';

export const STEP_LOOKS: Readonly<Record<StepMark, readonly [Tone, IconName]>> = {
  PENDING: ['calm', 'idle'],
  IN_PROGRESS: ['busy', 'moving'],
  COMPLETED: ['good', 'ready'],
  FAILED: ['bad', 'failed'],
  SKIPPED: ['calm', 'skipped'],
  UNCONFIRMED: ['ask', 'unconfirmed'],
  STALLED: ['warn', 'stalled'],
  WAITING: ['warn', 'waiting'],
};

export function findStepMark({ status, unconfirmed, stalled, waiting }: StepFacts): StepMark {
  // The outcome of the delivery is unknown, so it is not shown as done.
  if (unconfirmed) return status === 'SKIPPED' ? 'SKIPPED' : 'UNCONFIRMED';
  if (stalled) return 'STALLED';
  return waiting ? 'WAITING' : status;
}
