import type { ProblemKind } from './problem-kind.js';

export const templateProblems = {
  'template-name-taken': {
    status: 409,
    title: 'Another template has this name',
    tryInstead: 'Choose another name, or change the existing template.',
    about:
      'People choose templates by their names, so a name is unique within the library. Small and capital letters count as equal.',
  },
  'template-changed': {
    status: 412,
    title: 'The template has changed',
    tryInstead: 'Read the template again, and decide whether your change still applies.',
    about: '`If-Match` does not name the current revision of the template. Another request changed the template first.',
  },
  'settings-changed': {
    status: 412,
    title: 'The settings have changed',
    tryInstead: 'Read the settings again, and decide whether your change still applies.',
    about: '`If-Match` does not name the current revision of the settings. Another request changed the settings first.',
  },
} as const satisfies Record<string, ProblemKind>;
