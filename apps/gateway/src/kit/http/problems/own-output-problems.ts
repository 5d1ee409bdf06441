import type { ProblemKind } from './problem-kind.js';

export const ownOutputProblems = {
  'output-name-taken': {
    status: 409,
    title: 'Another output has this name',
    tryInstead: 'Choose another name, or change the existing output.',
    about: 'Runs and templates name outputs, so a name is unique among the shared outputs and those of your library.',
  },
  'output-changed': {
    status: 412,
    title: 'The output has changed',
    tryInstead: 'Read the output again, and decide whether your change still applies.',
    about: '`If-Match` does not name the current revision of the output. Another request changed or removed the output first.',
  },
  'output-in-use': {
    status: 409,
    title: 'The output is in use',
    tryInstead: 'Change what `detail` names, or delete the output with `?detach=true`, which removes its name there.',
    about:
      'Templates, channels, the settings of the library or the preferences of items name the output. Without it their runs could not start.',
  },
  'credential-not-found': {
    status: 404,
    title: 'The credential was not found',
    tryInstead: 'Choose a credential of your library; GET /api/v1/credentials lists them.',
    about:
      'No credential of this number belongs to your library. An unknown credential and a credential of another library get the same answer.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
