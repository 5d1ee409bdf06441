import type { ProblemKind } from './problem-kind.js';

export const userProblems = {
  'user-disabled': {
    status: 409,
    title: 'The user is disabled',
    tryInstead: 'Enable the user first: `npx tl user enable NAME`.',
    about: 'The user has no access until an administrator enables the user again.',
  },
  'name-taken': {
    status: 409,
    title: 'Another user has this name',
    tryInstead: 'Choose another name.',
    about: 'Each user needs a unique name.',
  },
  'last-admin': {
    status: 409,
    title: 'At least one administrator must remain',
    tryInstead: 'Make another user an administrator first.',
    about: 'Without an enabled administrator, nobody could give access to users again.',
  },
  'user-changed': {
    status: 412,
    title: 'The user has changed',
    tryInstead: 'Read the user again, and decide whether your change still applies.',
    about: '`If-Match` does not name the current version of the user. Another administrator changed the user first.',
  },
  'vocabulary-changed': {
    status: 412,
    title: 'The vocabulary has changed',
    tryInstead: 'Read the vocabulary again, and apply your change to it.',
    about: '`If-Match` does not name the current version of the vocabulary. Another user of the library changed it first.',
  },
} as const satisfies Record<string, ProblemKind>;
