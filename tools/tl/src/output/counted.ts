/** Returns the count with its noun in the singular or the plural, e.g. `1 file`, `0 files`. */
export const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Returns the form of a word that fits the count, e.g. of a verb. */
export const agreeing = (count: number, singular: string, plural: string): string => (count === 1 ? singular : plural);
