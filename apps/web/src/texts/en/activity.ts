import { many } from '../many.js';

export const activityWords = {
  title: 'Activity',
  notices: 'Needs a person',
  noNotices: 'Nothing needs a person now.',
  moreNotices: 'There are more. The list of all items has them under “Needs attention”.',
  byMail: 'Get these by e-mail',
  unseen: (count: number): string => many(count, 'new notice', 'new notices'),
  events: 'What happened',
  newSince: (count: number, isAtLeast: boolean): string =>
    `${isAtLeast ? 'At least ' : ''}${many(count, 'event', 'events')} since your last visit in this browser`,
  deleted: 'Deleted',
  nothingNew: 'Nothing has happened since your last visit in this browser.',
  isNew: 'New',
  earlier: (count: number): string => `${String(count)} more`,
  none: 'Nothing has happened yet',
  noneHint: 'What arrives, is transcribed, delivered or corrected appears here.',
};
