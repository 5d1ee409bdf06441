import type { ProblemKind } from './problem-kind.js';

/** Problems of signed links to files. */
export const linkProblems = {
  'link-expired': {
    status: 401,
    title: 'The link has expired',
    tryInstead: 'Request a new link.',
    about: 'A signed link to a file is valid for five minutes.',
  },
  'link-invalid': {
    status: 401,
    title: 'The link is not valid',
    tryInstead: 'Request a new link, and use it unchanged.',
    about: 'This server did not sign the link, or not for this file and this time.',
  },
} as const satisfies Record<string, ProblemKind>;
