import { many } from '../many.js';

export const activityWords = {
  title: 'Activity',
  notices: 'Needs a person',
  noNotices: 'Nothing needs a person now.',
  moreNotices: 'There are more. The list of all items has them under “Needs attention”.',
  byMail: 'Get these by e-mail',
  unseen: (count: number): string => many(count, 'new notice', 'new notices'),
  /** Notices about an item. */
  causes: {
    failed: (title: string, step: string): string =>
      `“${title}” has failed at the step “${step}”. Look at the reason, then run it again.`,
    delivery_failed: (title: string, step: string): string =>
      `“${title}” was delivered to some outputs. Failed: ${step}. Look at the reason, then retry it.`,
    follow_up_failed: (title: string, step: string): string =>
      `“${title}” was delivered. Failed: ${step}. Look at the reason, then retry it.`,
    review: (title: string): string => `“${title}” is ready and waits until you publish it.`,
    unconfirmed: (title: string): string =>
      `It is unknown whether “${title}” has arrived at an output. Look there, then confirm the delivery.`,
  },
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
