import { findRemoved, withRestored } from './restore-passage.js';

const passage = (id: number, start: number, text: string) => ({ id, start, end: start + 2, text });

describe('restoring a passage', () => {
  it('finds the passages of an earlier version in the removed stretch', () => {
    const earlier = { segments: [passage(0, 0, 'one'), passage(1, 3, 'two'), passage(2, 6, 'three')] };
    expect(findRemoved(earlier, { start: 3, end: 5 })).toEqual([passage(1, 3, 'two')]);
    expect(findRemoved(earlier, { start: 20, end: 22 })).toEqual([]);
  });

  it('adds them as new passages at their time, and keeps all others as they are', () => {
    const now = { segments: [passage(0, 0, 'one'), passage(1, 6, 'three')] };
    expect(withRestored(now, [passage(7, 3, 'two')])).toEqual([
      passage(0, 0, 'one'),
      { start: 3, end: 5, text: 'two' },
      passage(1, 6, 'three'),
    ]);
  });
});
