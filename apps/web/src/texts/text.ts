import { en } from './en.js';

/** The words of the page in the language of the reader. There is one language so far. */
export const text = en;
export const LOCALE = 'en';
