/**
 * Removes spaces at the ends of lines, except after the last line end. Uses no pattern: backtracking over a long run of spaces
 * needs a stack as deep as the run is long.
 */
export const trimLineEnds = (text: string): string =>
  text
    .split('\n')
    .map((line, at, { length }) => (at === length - 1 ? line : line.trimEnd()))
    .join('\n');
