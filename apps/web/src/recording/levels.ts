/** The fields of a step that determine its column. */
export interface PlannedStep {
  readonly step: string;
  readonly depends_on: readonly string[];
}

/**
 * Groups steps by level; steps of one level can run at the same time. A step is one level after the last of its dependencies.
 * Dependencies outside the plan are ignored.
 */
export function groupByLevel<S extends PlannedStep>(steps: readonly S[]): readonly (readonly S[])[] {
  const byName = new Map(steps.map((step) => [step.step, step]));
  const numbers = new Map<string, number>();
  const levelOf = (step: S, path: ReadonlySet<string>): number => {
    const before = numbers.get(step.step);
    if (before !== undefined) return before;
    const next = new Set(path).add(step.step);
    const levels = step.depends_on.flatMap((name) => {
      const other = byName.get(name);
      return other === undefined || next.has(name) ? [] : [levelOf(other, next) + 1];
    });
    const level = Math.max(0, ...levels);
    numbers.set(step.step, level);
    return level;
  };
  const levels: S[][] = [];
  for (const step of steps) (levels[levelOf(step, new Set())] ??= []).push(step);
  return levels.filter((level) => level.length > 0);
}
