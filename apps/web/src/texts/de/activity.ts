import { many } from '../many.js';

export const activityWords = {
  title: 'Aktivität',
  notices: 'Wartet auf eine Person',
  noNotices: 'Zurzeit wartet nichts auf eine Person.',
  moreNotices: 'Es gibt noch mehr. In der Liste aller Elemente stehen sie unter „Erfordert Aufmerksamkeit“.',
  byMail: 'Per E-Mail erhalten',
  unseen: (count: number): string => many(count, 'neue Mitteilung', 'neue Mitteilungen'),
  events: 'Was geschehen ist',
  newSince: (count: number, isAtLeast: boolean): string =>
    `${isAtLeast ? 'Mindestens ' : ''}${many(count, 'Ereignis', 'Ereignisse')} seit Ihrem letzten Besuch in diesem Browser`,
  deleted: 'Gelöscht',
  nothingNew: 'Seit Ihrem letzten Besuch in diesem Browser ist nichts geschehen.',
  isNew: 'Neu',
  earlier: (count: number): string => `${String(count)} weitere`,
  none: 'Noch ist nichts geschehen',
  noneHint: 'Was eintrifft, transkribiert, zugestellt oder korrigiert wird, erscheint hier.',
};
