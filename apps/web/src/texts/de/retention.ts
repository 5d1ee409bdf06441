import { many } from '../many.js';

export const retentionWords = {
  title: 'Aufbewahrung',
  planned: (deleted: string, expires: string): string => `Wird am ${deleted} gelöscht, läuft am ${expires} ab`,
  plannedWithoutEnd: (deleted: string): string => `Wird am ${deleted} gelöscht, jederzeit wiederherstellbar`,
  due: (since: string): string => `Zur Löschung fällig seit ${since}`,
  sources: {
    server: 'Vom Server festgelegt',
    user: 'Von den Vorgaben der Bibliothek festgelegt',
    template: 'Von der Vorlage festgelegt',
  },
  deleted: 'Nach Aufbewahrungsfrist gelöscht',
  withoutEnd: 'Es ist wiederherstellbar, bis jemand es endgültig löscht',
  soft: 'Elemente löschen',
  softHint:
    'Gezählt ab dem Ende des letzten Durchlaufs eines Elements, wenn alle seine Ausgaben es haben. Gilt auch für vorhandene Elemente.',
  hard: 'Inhalt endgültig entfernen',
  hardHint:
    'Gezählt ab demselben Zeitpunkt, und mindestens einen Tag nach dem Löschen. Bis dahin sind Elemente wiederherstellbar.',
  after: (days: number): string => `Nach ${many(days, 'Tag', 'Tagen')}`,
  never: 'Nie',
} as const;
