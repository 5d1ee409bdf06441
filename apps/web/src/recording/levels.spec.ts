import fc from 'fast-check';
import { levelsOf, type Placed } from './levels.js';

const step = (name: string, ...depends_on: string[]): Placed => ({ step: name, depends_on });
const names = (steps: readonly Placed[]): string[][] => levelsOf(steps).map((level) => level.map(({ step: name }) => name));

describe('the picture of a plan', () => {
  it('puts side by side what can be done at the same time', () => {
    const plan = [
      step('DOWNLOAD'),
      step('TRIM', 'DOWNLOAD'),
      step('TRANSCRIBE', 'TRIM'),
      step('EXTRACT_TOPICS', 'TRANSCRIBE'),
      step('GENERATE_SUBTITLES', 'TRANSCRIBE'),
      step('deliver:a', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'),
      step('deliver:b', 'DOWNLOAD', 'GENERATE_SUBTITLES'),
    ];
    expect(names(plan)).toEqual([
      ['DOWNLOAD'],
      ['TRIM'],
      ['TRANSCRIBE'],
      ['EXTRACT_TOPICS', 'GENERATE_SUBTITLES'],
      ['deliver:a', 'deliver:b'],
    ]);
  });

  it('draws what waits for a step that is not in the plan, and comes to an end whatever waits for what', () => {
    expect(names([step('B', 'A')])).toEqual([['B']]);
    const plans = fc
      .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 })
      .chain((all) => fc.tuple(...all.map((name) => fc.subarray(all).map((before) => step(name, ...before)))));
    fc.assert(
      fc.property(plans, (plan) => {
        expect(names(plan).flat().sort()).toEqual(plan.map(({ step: name }) => name).sort());
      }),
    );
  });
});
