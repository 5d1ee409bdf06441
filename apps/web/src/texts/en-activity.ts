import { many } from './many.js';

export const activityWords = {
  title: 'Activity',
  notices: 'Needs a person',
  noNotices: 'Nothing needs a person now.',
  moreNotices: 'There are more. The list of all items has them under “Needs attention”.',
  byMail: 'Get these by e-mail',
  unseen: (count: number): string => many(count, 'new notice', 'new notices'),
  events: 'What happened',
  newSince: (count: number): string => `${many(count, 'event', 'events')} since your last visit in this browser`,
  nothingNew: 'Nothing has happened since your last visit in this browser.',
  isNew: 'New',
  earlier: (count: number): string => `${String(count)} more`,
  none: 'Nothing has happened yet',
  noneHint: 'What arrives, is transcribed and delivered appears here, and what people do.',
  more: 'Show earlier events',
};
