import type { ProblemKind } from './problem-kind.js';

export const transferProblems = {
  'outputs-held': {
    status: 409,
    title: 'Outputs wait until a person publishes them',
    tryInstead: 'Publish the item, or cancel its run. Then move it.',
    about: 'The outputs that wait belong to the present library of the item, so it cannot move before that is decided.',
  },
  'source-pending': {
    status: 409,
    title: 'The file has not arrived yet',
    tryInstead: 'Wait for the file, then move the item.',
    about: 'The file is being uploaded, or a source still processes it.',
  },
  'belongs-to-channel': {
    status: 409,
    title: 'The item belongs to a channel of its library',
    tryInstead: 'Register the file again in the other library, as a new item.',
    about: 'The item came from a page that a channel reports. The page shows the status of the item.',
  },
  'source-of-library': {
    status: 409,
    title: 'The source opens only with a credential of another library',
    tryInstead: 'Run the item in the library of the credential.',
    about:
      'Credentials belong to a library. An item whose file is still to be downloaded with one does not move, and an item that has moved is not downloaded again.',
  },
} satisfies Readonly<Record<string, ProblemKind>>;
