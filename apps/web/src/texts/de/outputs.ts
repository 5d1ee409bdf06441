import type { OutputUse } from '@throughline/api-client';
import { many } from '../many.js';

export const outputWords = {
  title: 'Ausgaben',
  manage: 'Ausgaben verwalten',
  lead: 'Wohin fertige Aufnahmen und Dokumente zugestellt werden. Vorlagen, Kanäle und Durchläufe wählen Ausgaben nach ihrem Namen.',
  own: 'Ihre Ausgaben',
  shared: 'Gemeinsame Ausgaben',
  sharedHint: 'Der Betreiber des Servers richtet sie ein. Durchläufe, die keine Ausgaben nennen, stellen an sie zu.',
  noneShared: 'Dieser Server hat keine gemeinsamen Ausgaben.',
  emptyTitle: 'Noch keine eigenen Ausgaben',
  empty:
    'Fügen Sie einen Ordner, einen Bucket oder ein Konto hinzu, testen Sie die Ausgabe, und wählen Sie sie in einer Vorlage oder einem Durchlauf.',
  viewersCannot: 'Bitten Sie einen Bearbeiter Ihrer Bibliothek, eine hinzuzufügen.',
  nothingOffered:
    'Der Betreiber des Servers hat keine Ordner, Verbindungen oder Konten eingerichtet, die Ausgaben verwenden könnten. Siehe docs/destinations.md.',
  add: 'Ausgabe hinzufügen',
  added: (name: string): string => `${name} hinzugefügt`,
  create: 'Ausgabe speichern',
  edit: 'Bearbeiten',
  editOf: (name: string): string => `${name} bearbeiten`,
  save: 'Ausgabe speichern',
  saved: (name: string): string => `${name} gespeichert`,
  buttonsOf: (name: string): string => `Aktionen für ${name}`,
  name: 'Name',
  nameHint: 'Kleinbuchstaben, Ziffern, _ und -. Der Name ändert sich nie.',
  type: 'Art',
  patternsHint: 'Texte bei dieser Ausgabe. Sie haben Vorrang vor denen von Vorlagen und Durchläufen.',
  test: 'Testen',
  testOf: (name: string): string => `${name} testen`,
  testing: 'Wird getestet',
  state: {
    untested: 'Nicht getestet',
    ok: 'Funktioniert',
    wrong: 'Test fehlgeschlagen',
  },
  tested: 'getestet',
  delete: 'Löschen',
  deleteOf: (name: string): string => `${name} löschen`,
  deleteTitle: (name: string): string => `Ausgabe ${name} löschen?`,
  deleteHint: 'Zugestellte Dateien bleiben, wo sie sind.',
  deleted: (name: string): string => `${name} gelöscht`,
  detach: 'Namen entfernen und Ausgabe löschen',
  detachHint: 'Hier ist die Ausgabe genannt. Der Name der Ausgabe wird dort entfernt:',
  running: (count: number): string =>
    count === 1
      ? '1 Element läuft und wird ihr noch zugestellt. Um das zu verhindern, stoppen Sie es zuerst.'
      : `${many(count, 'Element', 'Elemente')} laufen und werden ihr noch zugestellt. Um das zu verhindern, stoppen Sie sie zuerst.`,
  unused: 'Nicht verwendet',
  usedBy: ({ templates, channels, settings, preferences }: OutputUse): readonly string[] => [
    ...templates.map((name) => `Vorlage ${name}`),
    ...channels.map((name) => `Kanal ${name}`),
    ...(settings ? ['Vorgaben der Bibliothek'] : []),
    ...(preferences > 0 ? [`Eigene Einstellungen von ${many(preferences, 'Element', 'Elementen')}`] : []),
  ],
} as const;
