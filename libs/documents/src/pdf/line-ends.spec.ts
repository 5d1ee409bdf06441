import { withoutSpacesAtEnds } from './line-ends.js';

describe('lines without spaces at their ends', () => {
  it('keep those that stand elsewhere, and the lines that are empty', () => {
    expect(withoutSpacesAtEnds(' a  b \t\u00a0\n\n  \n c ')).toBe(' a  b\n\n\n c ');
  });

  it('come of a page of nothing but spaces too', () => {
    // A pattern that begins anew at each of them would be at this for hours.
    const page = `${' '.repeat(5_000_000)}x`;
    expect(withoutSpacesAtEnds(page) === page).toBe(true);
  });
});
