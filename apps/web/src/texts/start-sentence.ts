import { pageLanguage } from './language.js';

/** Returns words as they stand at the beginning of a sentence or of a line. */
export const startSentence = (words: string): string => words.charAt(0).toLocaleUpperCase(pageLanguage()) + words.slice(1);
