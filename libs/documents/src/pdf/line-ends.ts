/** From where a run of spaces begins, and from nowhere within it: else a run that no line ends would be walked once for each of its spaces. */
const SPACES_BEFORE_END = /(?<![^\S\n])[^\S\n]+\n/g;

/** Lines without the spaces at their ends. */
export const withoutSpacesAtEnds = (text: string): string => text.replaceAll(SPACES_BEFORE_END, '\n');
