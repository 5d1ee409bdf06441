import type { Item, LiveFields, Output, RunStep, Stage } from '@throughline/api-client';
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

export type StepContext = Pick<Item, 'outputs' | 'waiting_for'> & {
  readonly processing_stages?: readonly Stage[];
};

type StepsOfItem = Pick<StepContext, 'outputs' | 'processing_stages'>;

/** Returns the output of a delivery step. */
export const findOutput = ({ outputs }: StepsOfItem, step: string): Output | undefined =>
  outputs.find(({ id }) => `deliver:${id}` === step);

/** Returns the live fields of a step. They are part of its stage or its output. */
export const getLiveFields = (item: StepsOfItem, { step }: Pick<RunStep, 'step'>): LiveFields | undefined =>
  item.processing_stages?.find(({ stage_type }) => stage_type === step) ?? findOutput(item, step);
