import type { ExplainedStep } from './recording-api.js';

/** Steps that are held up by the same thing, said once. */
export interface HeldUp {
  readonly steps: readonly string[];
  readonly by: ExplainedStep;
}

const hasOwnWords = ({ until, lease, lane_service }: ExplainedStep): boolean =>
  until !== null || lease !== null || lane_service !== null;

/** In the order of the plan; a step with more to tell than the others stands alone. */
export function heldUp(steps: readonly ExplainedStep[]): readonly HeldUp[] {
  const groups: HeldUp[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last !== undefined && last.by.says === step.says && !hasOwnWords(step) && !hasOwnWords(last.by))
      groups[groups.length - 1] = { ...last, steps: [...last.steps, step.step] };
    else groups.push({ steps: [step.step], by: step });
  }
  return groups;
}
