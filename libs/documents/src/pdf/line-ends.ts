/**
 * Lines without the spaces at their ends; what follows the last line end stays as it is. Without a pattern: one that goes back over a run of
 * spaces needs a stack as deep as the run is long.
 */
export const withoutSpacesAtEnds = (text: string): string =>
  text
    .split('\n')
    .map((line, at, { length }) => (at === length - 1 ? line : line.trimEnd()))
    .join('\n');
