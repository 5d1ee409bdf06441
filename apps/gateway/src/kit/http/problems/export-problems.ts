import type { ProblemKind } from './problem-kind.js';

export const exportProblems = {
  'export-running': {
    status: 409,
    title: 'The archive is not complete',
    tryInstead: 'Wait until the `state` of the export is `ready`, then download the archive.',
    about: 'The archive of an export is made in the background. Only a complete archive can be downloaded.',
  },
  'export-failed': {
    status: 409,
    title: 'The export has no archive',
    tryInstead: 'Read the `problem` of the export. Export your data again when it is solved.',
    about: 'The export ended with a failure, so there is nothing to download.',
  },
} as const satisfies Record<string, ProblemKind>;
