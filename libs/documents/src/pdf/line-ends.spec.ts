import { withoutSpacesAtEnds } from './line-ends.js';

describe('lines without spaces at their ends', () => {
  it('keep those that stand elsewhere, and the lines that are empty', () => {
    expect(withoutSpacesAtEnds(' a  b \t\u00a0\n\n  \n c ')).toBe(' a  b\n\n\n c ');
  });

  it('come of a page of nothing but spaces too', () => {
    // A pattern that begins anew at each of them would be at this for hours, and one that goes back over them would need too deep a stack.
    const spaces = ' '.repeat(5_000_000);
    expect(withoutSpacesAtEnds(`${spaces}x`) === `${spaces}x`).toBe(true);
    expect(withoutSpacesAtEnds(`${spaces}\nx`)).toBe('\nx');
  });
});
