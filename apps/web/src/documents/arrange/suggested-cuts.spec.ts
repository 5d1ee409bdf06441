import type { CutSuggestion } from '@throughline/api-client';
import { arrangePages, leavePage, pageKey, placeBefore } from './arrangement.js';
import { groupByPlace, listOpen, takeAll, takeSuggestion } from './suggested-cuts.js';

const five = arrangePages('a', 5);
const letter: CutSuggestion = { before: 4, leave_out: [3], reasons: [] };
const sheet: CutSuggestion = { before: null, leave_out: [1], reasons: [] };

const isOpen = (pages: typeof five, document: string, suggestion: typeof letter): boolean =>
  listOpen(pages, document, [suggestion]).length > 0;

describe('suggested cuts in an arrangement', () => {
  it('are taken with the sheets that they leave out, in one step', () => {
    const taken = takeSuggestion(five, 'a', letter);
    expect(taken.filter(({ isCut }) => isCut).map(({ number }) => number)).toEqual([4]);
    expect(taken.filter(({ isOut }) => isOut).map(({ number }) => number)).toEqual([3]);
    expect([isOpen(five, 'a', letter), isOpen(taken, 'a', letter)]).toEqual([true, false]);
    expect(takeAll(five, 'a', [sheet, letter]).filter(({ isOut }) => isOut)).toHaveLength(2);
  });

  it('are open again after a person has put a page back', () => {
    expect(isOpen(leavePage(takeSuggestion(five, 'a', letter), pageKey('a', 3)), 'a', letter)).toBe(true);
  });

  it('make no cut before the page that is now the first one', () => {
    const moved = placeBefore(five, pageKey('a', 4), pageKey('a', 1));
    expect(takeSuggestion(moved, 'a', letter)[0]).toMatchObject({ number: 4, isCut: false });
  });

  it('are decided once another page is between the two', () => {
    const taken = takeSuggestion(five, 'a', letter);
    expect(isOpen(placeBefore(taken, pageKey('a', 1), pageKey('a', 4)), 'a', letter)).toBe(false);
  });

  it('are shown before their sheets', () => {
    const cut = { ...letter, leave_out: [] };
    expect([...groupByPlace('a', [letter, sheet, cut])]).toEqual([
      [pageKey('a', 3), [letter]],
      [pageKey('a', 1), [sheet]],
      [pageKey('a', 4), [cut]],
    ]);
  });
});
