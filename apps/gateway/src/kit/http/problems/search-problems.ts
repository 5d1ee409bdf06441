import type { ProblemKind } from './problem-kind.js';

export const searchProblems = {
  'no-search-service': {
    status: 503,
    title: 'The search service does not answer',
    tryInstead: 'Make sure that the search service runs, then try again.',
    about: 'Only the search service changes the index of the search. It did not answer in time. Searches go on meanwhile.',
  },
} as const satisfies Record<string, ProblemKind>;
