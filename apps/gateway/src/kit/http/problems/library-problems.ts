import type { ProblemKind } from './problem-kind.js';

export const libraryProblems = {
  'library-changed': {
    status: 412,
    title: 'The library has changed',
    tryInstead: 'Read the library again, and decide whether your change still applies.',
    about: '`If-Match` does not name the current version of the library. Another owner changed the library first.',
  },
  'library-not-empty': {
    status: 409,
    title: 'The library is not empty',
    tryInstead: 'Move or erase its items, and remove its sources, jobs, outputs, credentials, templates, channels and webhooks.',
    about: 'Only a library without items, and in which nothing is set up, can be deleted.',
  },
  'library-personal': {
    status: 409,
    title: 'The library is personal',
    tryInstead: 'Make a shared library, and move the items there.',
    about: 'Each user keeps a personal library. It cannot be deleted or transferred.',
  },
  'too-many-libraries': {
    status: 409,
    title: 'You own the most possible libraries',
    tryInstead: 'Delete or transfer a library that you no longer need, or ask the operator for more.',
    about:
      'A user can own 20 libraries beside the personal one, unless the operator has set another limit (`TL_LIBRARIES_PER_USER`).',
  },
  'last-owner': {
    status: 409,
    title: 'The library needs an owner',
    tryInstead: 'Transfer the ownership to another member first.',
    about: 'At least one owner must remain in a library, and each user remains an owner of the own personal library.',
  },
} as const satisfies Record<string, ProblemKind>;
