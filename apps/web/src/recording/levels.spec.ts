import fc from 'fast-check';
import { groupByLevel, type PlannedStep } from './levels.js';

const step = (name: string, ...depends_on: string[]): PlannedStep => ({ step: name, depends_on });
const names = (steps: readonly PlannedStep[]): string[][] =>
  groupByLevel(steps).map((level) => level.map(({ step: name }) => name));

describe('the levels of a plan', () => {
  it('contain steps that can run at the same time', () => {
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

  it('ignore dependencies outside the plan, and end for cyclic ones', () => {
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
