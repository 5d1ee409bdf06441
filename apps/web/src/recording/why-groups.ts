import type { ExplainedStep } from '@throughline/api-client';

/** Steps that are held up for the same reason. */
export interface BlockedGroup {
  readonly steps: readonly string[];
  readonly by: ExplainedStep;
}

const hasOwnDetails = ({ until, lease, lane_service }: ExplainedStep): boolean =>
  until !== null || lease !== null || lane_service !== null;

/** Groups neighbouring steps of the plan. A step with details of its own stays alone. */
export function groupBlockedSteps(steps: readonly ExplainedStep[]): readonly BlockedGroup[] {
  const groups: BlockedGroup[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last !== undefined && last.by.says === step.says && !hasOwnDetails(step) && !hasOwnDetails(last.by))
      groups[groups.length - 1] = { ...last, steps: [...last.steps, step.step] };
    else groups.push({ steps: [step.step], by: step });
  }
  return groups;
}
