import { formatNumber } from '../numbers.js';
import { many } from '../many.js';

const documents = (count: number): string => many(count, 'Dokument', 'Dokumente');

/** The review of documents whose fields are not sure. */
export const reviewWords = {
  title: 'Prüfung',
  place: (place: number, of: number): string => `${formatNumber(place)} von ${formatNumber(of)}`,
  close: 'Prüfung schließen',
  open: (count: number): string => (count === 0 ? 'Prüfen' : `${documents(count)} prüfen`),
  openFrom: 'Prüfung öffnen',
  accepted: (count: number): string => `${documents(count)} angenommen`,
  skipped: (count: number): string => `${formatNumber(count)} übersprungen`,
  minutesLeft: (count: number): string => `noch etwa ${formatNumber(count)} min in Ihrem Tempo`,
  queue: 'Zu prüfende Dokumente',
  state: {
    accepted: 'Angenommen',
    skipped: 'Übersprungen',
    check: (names: readonly string[]): string => `Prüfen: ${names.join(', ')}`,
    sure: 'Alle Werte sind sicher',
  },
  sure: 'Alle Werte sind sicher. Sehen Sie einmal hin, und nehmen Sie das Dokument dann an.',
  accept: 'Annehmen',
  next: 'Weiter',
  edit: 'Bearbeiten',
  skip: 'Überspringen',
  undo: 'Rückgängig',
  actions: 'Aktionen',
  keys: { accept: 'Enter', edit: 'E', skip: 'S', undo: 'Z' },
  unsaved: 'Ein Feld hat nicht gespeicherten Text',
  unsavedHint: 'Speichern Sie ihn, oder brechen Sie die Bearbeitung ab, und nehmen Sie das Dokument dann an.',
  readOnly:
    'Sie dürfen diese Bibliothek lesen, aber nicht ändern. Dokumente werden von ihren Bearbeitern und Eigentümern angenommen.',
  conflict: {
    changed: 'Nicht angenommen: Das Dokument wurde inzwischen geändert',
    changedHint: (names: readonly string[]): string =>
      `Jemand anders hat geändert: ${names.join(', ')}. Prüfen Sie das Dokument, und nehmen Sie es dann an.`,
    replaced: 'Die Datei dieses Dokuments wurde ersetzt',
    replacedHint: 'Prüfen Sie die neue Datei, und nehmen Sie das Dokument dann an.',
    accepted: 'Jemand anders hat dieses Dokument inzwischen angenommen',
    acceptedHint: 'Dafür ist nichts mehr zu tun.',
  },
  notAccepted: (title: string): string => `Nicht angenommen: ${title}`,
  wasAccepted: (title: string): string => `${title} angenommen`,
  wasReopened: (title: string): string => `${title} ist wieder in der Prüfung`,
  emptyTitle: 'Nichts zu prüfen',
  emptyHint: 'Dokumente warten hier, wenn ein Wert mit Zweifeln gefunden wurde oder fehlt.',
  doneTitle: 'Alles ist geprüft',
  arrived: (count: number): string => `Seitdem ${count === 1 ? 'ist' : 'sind'} ${documents(count)} eingetroffen.`,
  allDocuments: 'Alle Dokumente',
};
