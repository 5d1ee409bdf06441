import type { ProblemKind } from './problem-kind.js';

export const bulkProblems = {
  'still-previewing': {
    status: 409,
    title: 'The preview is not complete',
    tryInstead: 'Wait until the `state` of the bulk command is `previewed`, then execute it.',
    about: 'A preview of many items continues in the background. It can be executed when every item has a verdict.',
  },
  'preview-stopped': {
    status: 409,
    title: 'The preview was stopped',
    tryInstead: 'Preview the items again.',
    about: 'The bulk command was stopped before it was executed, so it has no complete preview.',
  },
} as const satisfies Record<string, ProblemKind>;
