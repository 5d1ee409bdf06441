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
    title: 'The template is in use',
    tryInstead: 'Give what `detail` names another template, or delete this one with `?detach=true`.',
    about:
      'Items are bound to the template, or sources or jobs use it. The member `used_by` has the number of items, the first ten of them, and the sources and jobs. Deleted items do not count. `?detach=true` unbinds the items; sources with the template start no runs any more; jobs without another template are switched off.',
  },
  'settings-changed': {
    status: 412,
    title: 'The settings have changed',
    tryInstead: 'Read the settings again, and decide whether your change still applies.',
    about:
      '`If-Match` does not name the current revision of the settings of the library. Another request changed the settings first.',
  },
} as const satisfies Record<string, ProblemKind>;
