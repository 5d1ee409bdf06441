import { isBenchName } from '../benches.js';
import { TARGETS, judgeRatios } from './targets.js';

const spread = (value: number): { value: number; lowest: number; highest: number } => ({ value, lowest: value, highest: value });

describe('the targets of the ratios', () => {
  it('name benches that exist', () => {
    expect(Object.keys(TARGETS).filter((name) => !isBenchName(name))).toEqual([]);
  });

  it('are met by the median at the limit, and missed beyond it', () => {
    const ratios = { parse: spread(0.3), bareWrite: spread(0.599), foldOnly: spread(0.2), perEvent: spread(Number.NaN) };
    expect(judgeRatios('rebuild', ratios)).toEqual({
      parse: { ...spread(0.3), atLeast: 0.3, isMet: true },
      bareWrite: { ...spread(0.599), atLeast: 0.6, isMet: false },
      foldOnly: spread(0.2),
      perEvent: { ...spread(Number.NaN), atLeast: 40, isMet: false },
    });
  });

  it('reject a ratio that the table does not have, and a bench that has not measured all of them', () => {
    expect(() => judgeRatios('catch-up', { bareWrite: spread(1), other: spread(1) })).toThrow('does not have other');
    expect(() => judgeRatios('catch-up', {})).toThrow('has not measured bareWrite');
  });
});
