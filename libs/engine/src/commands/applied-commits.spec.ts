import fc from 'fast-check';
import { AppliedCommits } from './applied-commits.js';

describe('AppliedCommits', () => {
  it('contains the commits of its own history only, even if other histories share its first commits', () => {
    const step = fc.record({ from: fc.nat(), id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const states = [{ applied: AppliedCommits.none, ids: new Set<string>() }];
        for (const { from, id } of steps) {
          const before = states[from % states.length] ?? states[0];
          if (before !== undefined) states.push({ applied: before.applied.with(id), ids: new Set([...before.ids, id]) });
        }
        for (const { applied, ids } of states) {
          expect(['a', 'b', 'c', 'd', 'e', 'f'].filter((id) => applied.has(id))).toEqual([...ids].sort());
          expect(applied.size).toBe(ids.size);
        }
      }),
    );
  });
});
