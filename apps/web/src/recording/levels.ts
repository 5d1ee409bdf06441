/** A step as far as its place in the picture goes. */
export interface Placed {
  readonly step: string;
  readonly depends_on: readonly string[];
}

/**
 * The steps of a plan by how many stand before them: what shares a level can be done at the same time. A step stands one level
 * after the last of those that it waits for; what it waits for and is not in the plan is not waited for.
 */
export function levelsOf<S extends Placed>(steps: readonly S[]): readonly (readonly S[])[] {
  const byName = new Map(steps.map((step) => [step.step, step]));
  const known = new Map<string, number>();
  const levelOf = (step: S, path: ReadonlySet<string>): number => {
    const before = known.get(step.step);
    if (before !== undefined) return before;
    const next = new Set(path).add(step.step);
    const levels = step.depends_on.flatMap((name) => {
      const other = byName.get(name);
      return other === undefined || next.has(name) ? [] : [levelOf(other, next) + 1];
    });
    const level = Math.max(0, ...levels);
    known.set(step.step, level);
    return level;
  };
  const levels: S[][] = [];
  for (const step of steps) (levels[levelOf(step, new Set())] ??= []).push(step);
  return levels.filter((level) => level.length > 0);
}
