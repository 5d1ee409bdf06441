/** Begins the name of each cache with what other apps have shared. */
export const SHARED = 'throughline shared ';
