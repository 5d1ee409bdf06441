import { isProblem } from './problem.js';

/** Returns true if the outcome of a change is unknown. A retry must then use the same key. */
export const mayHaveBeenSaved = (error: unknown): boolean =>
  !isProblem(error) || error.status >= 500 || error.code === 'request-in-progress';
