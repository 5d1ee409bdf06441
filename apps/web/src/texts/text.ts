import { en } from './en.js';

/** The texts in the user's language. English is the only language so far. */
export const text = en;
export const LOCALE = 'en';
