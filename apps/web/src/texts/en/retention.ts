import { formatNumber } from '../numbers.js';
export const retentionWords = {
  title: 'Retention',
  planned: (deleted: string, expires: string): string => `Deleted on ${deleted}, expires on ${expires}`,
  plannedWithoutEnd: (deleted: string): string => `Deleted on ${deleted}, can be restored at any time`,
  due: (since: string): string => `Due for deletion since ${since}`,
  sources: {
    server: 'Set by the server',
    user: 'Set by the library defaults',
    template: 'Set by the template',
  },
  deleted: 'Deleted by retention',
  withoutEnd: 'It can be restored until a person erases it',
  soft: 'Delete items',
  softHint: 'Counted from the end of the last run of an item that all of its outputs have. Applies to existing items too.',
  hard: 'Remove their content permanently',
  hardHint: 'Counted from the same time, and at least a day after the deletion. Until then, items can be restored.',
  after: (days: number): string => `After ${formatNumber(days)} ${days === 1 ? 'day' : 'days'}`,
  never: 'Never',
} as const;
