import { formatNumber } from '../numbers.js';
import { outputStates, stateNames } from './states.js';
import { many } from '../many.js';

/** Texts of the list of recordings, documents and sessions. */
export const itemListWords = {
  title: 'Alle Elemente',
  kinds: { recording: 'Aufnahmen', document: 'Dokumente', session: 'Sitzungen' },
  statesLabel: 'Zustand',
  states: stateNames,
  sort: 'Sortieren nach',
  sorts: {
    '-created_at': 'Neueste zuerst',
    created_at: 'Älteste zuerst',
    '-updated_at': 'Letzte Änderung',
    title: 'Titel',
  },
  search: 'Titel und Dokumente durchsuchen',
  loading: 'Elemente werden geladen',
  items: (count: number): string => many(count, 'Element', 'Elemente'),
  pages: (count: number): string => many(count, 'Seite', 'Seiten'),
  valuesToCheck: (count: number): string => `${many(count, 'Wert', 'Werte')} zu prüfen`,
  steps: (done: number, of: number): string => `${String(done)} von ${String(of)} ${of === 1 ? 'Schritt' : 'Schritten'} fertig`,
  sources: { upload: 'Upload', url: 'Webadresse', zoom: 'Zoom', pages: 'Seiten von Dokumenten' } as Readonly<
    Record<string, string>
  >,
  rowActions: { review: 'Prüfen', confirm: 'Bestätigen', retry: 'Wiederholen' },
  rowAction: (action: string, title: string): string => `${action}: ${title}`,
  outputs: 'Ausgaben',
  output: (name: string, state: string): string => `${name}: ${state}`,
  outputStates,
  moreOutputs: (count: number): string => `+${String(count)}`,
  addedBy: (name: string): string => `Hinzugefügt von ${name}`,
  empty: {
    all: {
      title: 'Fügen Sie Ihre erste Aufnahme oder Ihr erstes Dokument hinzu',
      hint: 'Throughline kürzt und transkribiert Aufnahmen und stellt sie zu. Dokumente liest und benennt es und legt sie ab. Sie sehen immer, wo jedes Element steht, und warum.',
    },
    recording: { title: 'Noch keine Aufnahmen', hint: 'Throughline kürzt und transkribiert Aufnahmen und stellt sie zu.' },
    document: { title: 'Noch keine Dokumente', hint: 'Throughline liest und benennt Dokumente und legt sie ab.' },
    session: {
      title: 'Noch keine Sitzungen',
      hint: 'Eine Sitzung ist ein aufgenommenes Gespräch, mit seinem Transkript und Ihren Notizen.',
    },
  },
  emptyChoose: 'Dateien hinzufügen',
  emptyDrop: 'Legen Sie Dateien irgendwo auf dieser Seite ab.',
  emptyWays: { sources: 'Quelle verbinden', sessions: 'Sitzung beginnen' },
  noneTitle: 'Keine Elemente',
  noneHint: (deleted: number): string =>
    deleted === 1
      ? 'Das einzige Element ist gelöscht. Es ist unter „Gelöscht“.'
      : `Alle ${formatNumber(deleted)} Elemente sind gelöscht. Sie sind unter „Gelöscht“.`,
  nothingTitle: 'Keine passenden Elemente',
  nothingHint: (count: number): string => `Ohne diese Filter gibt es ${many(count, 'Element', 'Elemente')}.`,
  clear: 'Alle Elemente zeigen',
  columnsLabel: 'Spalten',
  columns: { title: 'Titel', state: 'Zustand', outputs: 'Ausgaben', owner: 'Von', added: 'Datum' },
  sortBy: (order: string): string => `Sortieren: ${order}`,
  sortedBy: (order: string): string => `Sortiert: ${order}`,
  days: {
    today: 'Heute',
    yesterday: 'Gestern',
    week: 'Letzte 7 Tage',
    earlier: (month: string): string => `Früher im ${month}`,
  },
  saved: {
    label: 'Gespeicherte Ansichten',
    save: 'Ansicht speichern',
    rename: 'Ansicht umbenennen',
    delete: 'Ansicht löschen',
    menu: (name: string): string => `Aktionen für die Ansicht ${name}`,
    name: 'Name',
    hint: 'Behält die Filter und die Reihenfolge. Sie sehen sie in diesem Browser, in dieser Bibliothek.',
    nameTaken: 'Sie haben eine Ansicht mit diesem Namen. Wählen Sie einen anderen.',
    notStored:
      'Dieser Browser speichert nichts für diese Seite. Erlauben Sie ihm, Daten zu speichern, oder bewahren Sie die Adresse dieser Liste auf.',
    wasSaved: (name: string): string => `Ansicht ${name} gespeichert`,
    wasRenamed: (name: string): string => `Ansicht in ${name} umbenannt`,
    wasDeleted: (name: string): string => `Ansicht ${name} gelöscht`,
    deleteHint: (name: string): string => `Ansicht ${name} löschen? Ihre Elemente bleiben.`,
  },
  keys: 'Pfeiltasten bewegen, Enter öffnet.',
  selectHint: 'Um Elemente auszuwählen, öffnen Sie die Liste der Aufnahmen oder die der Dokumente.',
  loadingMore: 'Weitere Elemente werden geladen',
  left: (title: string): string => `${title} ist nicht mehr in dieser Liste.`,
};

/** Texts of a page whose item is missing. */
export const missingItemWords = {
  hint: 'Es gibt nichts unter dieser Adresse, oder es ist nicht in Ihrer Bibliothek.',
  back: {
    '/': 'Zurück zu allen Elementen',
    '/recordings': 'Zurück zu den Aufnahmen',
    '/documents': 'Zurück zu den Dokumenten',
    '/sessions': 'Zurück zu den Sitzungen',
  },
};
