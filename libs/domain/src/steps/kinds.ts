import type { PlanStep, StepKind } from '@throughline/contracts';

/** What is made of the source before anything is delivered. */
export const isWork = (kind: StepKind): boolean => kind === 'stage' || kind === 'document';

/** Nothing that comes after it has a meaning without it, so it cannot be left out. */
export const isEssential = ({ kind, required }: Pick<PlanStep, 'kind' | 'required'>): boolean =>
  kind === 'source' || (kind === 'document' && required === true);
