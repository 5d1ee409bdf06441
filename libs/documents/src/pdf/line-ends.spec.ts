import { trimLineEnds } from './line-ends.js';

describe('trimLineEnds', () => {
  it('keeps empty lines and spaces within lines', () => {
    expect(trimLineEnds(' a  b \t\u00a0\n\n  \n c ')).toBe(' a  b\n\n\n c ');
  });

  it('handles a page of millions of spaces', () => {
    // A pattern that restarts at each space would take hours, and a backtracking one would overflow the stack.
    const spaces = ' '.repeat(5_000_000);
    expect(trimLineEnds(`${spaces}x`) === `${spaces}x`).toBe(true);
    expect(trimLineEnds(`${spaces}\nx`)).toBe('\nx');
  });
});
