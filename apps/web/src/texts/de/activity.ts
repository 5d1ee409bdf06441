import { many } from '../many.js';

export const activityWords = {
  title: 'Aktivität',
  notices: 'Wartet auf eine Person',
  noNotices: 'Zurzeit wartet nichts auf eine Person.',
  moreNotices: 'Es gibt noch mehr. In der Liste aller Elemente stehen sie unter „Erfordert Aufmerksamkeit“.',
  byMail: 'Per E-Mail erhalten',
  unseen: (count: number): string => many(count, 'neue Mitteilung', 'neue Mitteilungen'),
  causes: {
    failed: (title: string, step: string): string =>
      `„${title}“ ist im Schritt „${step}“ fehlgeschlagen. Sehen Sie sich den Grund an, dann starten Sie einen neuen Durchlauf.`,
    delivery_failed: (title: string, step: string): string =>
      `„${title}“ wurde an einige Ausgaben zugestellt. Fehlgeschlagen: ${step}. Sehen Sie sich den Grund an, dann wiederholen Sie diesen Schritt.`,
    follow_up_failed: (title: string, step: string): string =>
      `„${title}“ wurde zugestellt. Fehlgeschlagen: ${step}. Sehen Sie sich den Grund an, dann wiederholen Sie diesen Schritt.`,
    review: (title: string): string => `„${title}“ ist bereit und wartet, bis Sie es veröffentlichen.`,
    unconfirmed: (title: string): string =>
      `Es ist unbekannt, ob „${title}“ bei einer Ausgabe angekommen ist. Sehen Sie dort nach, dann bestätigen Sie die Zustellung.`,
  },
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
