import type { Item, LiveFields, Output, RunStep, Stage } from '@throughline/api-client';

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
