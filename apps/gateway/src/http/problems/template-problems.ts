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
  'template-in-use': {
    status: 409,
    title: 'Items are bound to the template',
    tryInstead: 'Bind these items to another template, or delete this one with `?detach=true`, which unbinds them.',
    about:
      'Runs of a bound item use the settings of its template. `detail` has the number of bound items. Deleted items do not count.',
  },
  'settings-changed': {
    status: 412,
    title: 'The settings have changed',
    tryInstead: 'Read the settings again, and decide whether your change still applies.',
    about:
      '`If-Match` does not name the current revision of the settings of the library. Another request changed the settings first.',
  },
} as const satisfies Record<string, ProblemKind>;
