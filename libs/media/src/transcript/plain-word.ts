/** Reduces a word to its letters and digits, in lower case, to compare what engines write differently. */
export const toPlainWord = (word: string): string => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
