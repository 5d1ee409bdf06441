import { arrangePages, leavePage, pageKey, placeBefore } from './arrangement.js';
import { isTaken, placeOf, takeAll, takeSuggestion } from './suggested-cuts.js';

const five = arrangePages('a', 5);
const letter = { before: 4, leave_out: [3], reasons: [] };
const sheet = { before: null, leave_out: [1], reasons: [] };

describe('suggested cuts in an arrangement', () => {
  it('are taken with the sheets that they leave out, in one step', () => {
    const taken = takeSuggestion(five, 'a', letter);
    expect(taken.filter(({ isCut }) => isCut).map(({ number }) => number)).toEqual([4]);
    expect(taken.filter(({ isOut }) => isOut).map(({ number }) => number)).toEqual([3]);
    expect([isTaken(five, 'a', letter), isTaken(taken, 'a', letter)]).toEqual([false, true]);
    expect(takeAll(five, 'a', [sheet, letter]).filter(({ isOut }) => isOut)).toHaveLength(2);
  });

  it('are not taken any more after a person has put a page back', () => {
    expect(isTaken(leavePage(takeSuggestion(five, 'a', letter), pageKey('a', 3)), 'a', letter)).toBe(false);
  });

  it('make no cut before the page that is now the first one', () => {
    const moved = placeBefore(five, pageKey('a', 4), pageKey('a', 1));
    expect(takeSuggestion(moved, 'a', letter)[0]).toMatchObject({ number: 4, isCut: false });
  });

  it('are shown before their sheets', () => {
    expect([letter, sheet, { ...letter, leave_out: [] }].map(placeOf)).toEqual([3, 1, 4]);
  });
});
