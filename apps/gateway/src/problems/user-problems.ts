import type { ProblemKind } from './problem-kind.js';

/** Of who may come in. */
export const userProblems = {
  'user-disabled': {
    status: 409,
    title: 'The user is disabled',
    tryInstead: 'Enable the user first: `npx tl user enable NAME`.',
    about: 'Nobody comes in under this name until an administrator has enabled it again.',
  },
  'name-taken': {
    status: 409,
    title: 'Somebody has this name already',
    tryInstead: 'Choose another name.',
    about: 'Users are told apart by their names.',
  },
  'last-admin': {
    status: 409,
    title: 'There would be no administrator left',
    tryInstead: 'Make somebody else an administrator first.',
    about: 'One administrator who is not disabled has to remain, or nobody could let anybody in again.',
  },
  'user-changed': {
    status: 412,
    title: 'The user was changed meanwhile',
    tryInstead: 'Read the user again, and decide anew.',
    about: 'What `If-Match` names is not how the user is any more: another administrator was quicker.',
  },
} as const satisfies Record<string, ProblemKind>;
