import type { PlanStep, StepKind } from '@throughline/contracts';

/** Returns true for the steps between the source and the deliveries. */
export const isWork = (kind: StepKind): boolean => kind === 'stage' || kind === 'document';

/** Returns true for a step that all later steps need, so that it cannot be skipped. */
export const isEssential = ({ kind, required }: Pick<PlanStep, 'kind' | 'required'>): boolean =>
  kind === 'source' || (kind === 'document' && required === true);
