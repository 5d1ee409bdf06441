import { formatNumber } from '../numbers.js';
import { many } from '../many.js';
import { items } from './counted.js';

const number = (count: number): string => formatNumber(count);
/** After prepositions with the dative. */
const ofItems = (count: number): string => many(count, 'Element', 'Elementen');

const actions = {
  run: 'Starten',
  pause: 'Anhalten',
  cancel: 'Durchlauf stoppen',
  reset: 'Zurücksetzen',
  publish: 'Veröffentlichen',
  bind: 'Vorlage binden',
  unbind: 'Vorlage lösen',
  tag: 'Tags ändern',
  transfer: 'In andere Bibliothek verschieben',
  delete: 'Löschen',
  restore: 'Wiederherstellen',
  apply_rule: 'Regel anwenden',
};

/** The end of a sentence that begins with the items. */
const phrases: typeof actions = {
  run: ' starten',
  pause: ' anhalten',
  cancel: ': Durchläufe stoppen',
  reset: ' zurücksetzen',
  publish: ' veröffentlichen',
  bind: ': Vorlage binden',
  unbind: ': Vorlage lösen',
  tag: ': Tags ändern',
  transfer: ' verschieben',
  delete: ' löschen',
  restore: ' wiederherstellen',
  apply_rule: ': Regel anwenden',
};

const parts = {
  server: (_name: string): string => 'Die Vorgaben des Servers',
  settings: (_name: string): string => 'Die Vorgaben der Bibliothek',
  vocabulary: (_name: string): string => 'Das Vokabular der Bibliothek',
  template: (name: string): string => `Die Vorlage „${name}“`,
  output: (name: string): string => `Die Ausgabe „${name}“`,
};
type PlanPartKind = keyof typeof parts;

/** Texts of the selection of a list, of previews for many items, and of bulk commands. */
export const bulkWords = {
  actions,
  phrases,
  selected: (count: number): string => `${number(count)} ausgewählt`,
  selectAll: (count: number): string => `Alle ${number(count)} passenden auswählen`,
  select: (title: string): string => `${title} auswählen`,
  bar: 'Auswahl',
  gone: 'Sammelbefehl nicht gefunden',
  keys: 'x wählt aus, Shift+X wählt bis hierher aus, Esc hebt die Auswahl auf.',
  clear: 'Auswahl aufheben',
  further: 'Weitere Aktionen für die Auswahl',
  merge: 'Zusammenfügen',
  download: {
    title: 'Auswahl herunterladen',
    button: 'Herunterladen',
    parts: { all: 'Alle Dateien', texts: 'Texte: Transkripte, Untertitel, Themen' },
    tooMany: (most: number): string => `Wählen Sie höchstens ${items(most)} einzeln aus, oder alle passenden.`,
    tooManyMatch: (most: number): string => `Grenzen Sie die Liste auf höchstens ${items(most)} ein.`,
    pending: 'Das Archiv wird vorbereitet …',
  },
  template: 'Vorlage',
  chooseTemplate: 'Vorlage wählen',
  resetPreferences: 'Auch die eigenen Einstellungen der Elemente entfernen, die Vorrang vor der Vorlage haben',
  addTag: 'Tag hinzufügen',
  removeTag: 'Tag entfernen',
  otherTags: 'Andere Tags eines Elements bleiben. Groß- und Kleinbuchstaben gelten als gleich.',
  publishTo: 'Veröffentlichen an',
  allOutputs: 'Alle Ausgaben, die warten',
  someOutputs: 'Nur diese Ausgaben',
  noOutputChosen: 'Wählen Sie mindestens eine Ausgabe.',
  toPreview: 'Vorschau der Änderungen',
  preview: (phrase: string, count: number): string => `Vorschau – ${items(count)}${phrase}`,
  previewing: (done: number, total: number): string => `${number(done)} von ${number(total)} geprüft`,
  checking: 'Jedes Element wird geprüft',
  willChange: (count: number): string => (count === 1 ? '1 ändert sich' : `${number(count)} ändern sich`),
  willNotChange: (count: number): string => (count === 1 ? '1 ändert sich nicht' : `${number(count)} ändern sich nicht`),
  otherReasons: 'Aus anderen Gründen.',
  noneMatch: 'Kein Element passt.',
  sample: (count: number): string => `Eine Stichprobe von ${number(count)}`,
  confirm: (phrase: string, count: number): string => `${items(count)}${phrase}`,
  background: 'Der Sammelbefehl läuft im Hintergrund, auch wenn Sie die Seite schließen.',
  newest: 'Wenn sich ein Element ändert, bevor es an der Reihe ist, zählt sein neuester Zustand.',
  tray: 'Sammelbefehle',
  title: (phrase: string, count: number): string => `${items(count)}${phrase}`,
  progress: (done: number, total: number): string => `${number(done)} von ${number(total)}`,
  left: (duration: string): string => `noch etwa ${duration}`,
  waiting: 'Ein benötigter Dienst ist nicht verfügbar. Der Sammelbefehl geht von selbst weiter.',
  stop: 'Stoppen',
  stopping: 'Wird gestoppt: Bereits gesendete Befehle werden noch fertig.',
  stopped: (done: number, total: number): string =>
    `Gestoppt. ${number(done)} von ${ofItems(total)} sind erledigt und bleiben es.`,
  done: 'Fertig.',
  outcomes: {
    changed: (count: number): string => `${number(count)} geändert`,
    skipped: (count: number): string => `${number(count)} übersprungen`,
    refused: (count: number): string => `${number(count)} abgelehnt`,
    error: (count: number): string => `${number(count)} fehlgeschlagen`,
  },
  changedSince: (count: number): string =>
    count === 1 ? '1 Element hatte sich seit der Vorschau geändert' : `${items(count)} hatten sich seit der Vorschau geändert`,
  /** A sentence about settings that the preview used. */
  planChange: (kind: PlanPartKind, name: string | null, change: 'edited' | 'deleted'): string => {
    const verb = kind === 'settings' || kind === 'server' ? 'wurden' : 'wurde';
    return `${parts[kind](name ?? '')} ${verb} nach der Vorschau ${change === 'edited' ? 'geändert' : 'gelöscht'}.`;
  },
  planChanges: 'Seit der Vorschau geänderte Einstellungen',
  dismiss: 'Schließen',
  results: 'Ergebnisse',
  resultsOf: (title: string): string => `Ergebnisse: ${title}`,
  byOutcome: 'Elemente nach Ergebnis zeigen',
  outcomeNames: {
    all: 'Alle',
    changed: 'Geändert',
    skipped: 'Übersprungen',
    refused: 'Abgelehnt',
    error: 'Fehlgeschlagen',
    left_out: 'Ausgelassen',
  },
  withCount: (name: string, count: number): string => `${name} (${number(count)})`,
  notDecided: 'Nicht begonnen',
  moved: 'Ein Element, das jetzt in einer anderen Bibliothek ist',
  wasChanged: 'hatte sich seit der Vorschau geändert',
  noResults: 'Keine Elemente',
  noResultsHint: 'Kein Element dieses Sammelbefehls hat dieses Ergebnis.',
  noResultsYet: 'Bisher hat kein Element dieses Sammelbefehls dieses Ergebnis.',
  ended: 'Änderungen vieler Elemente',
  endedHint: 'Ergebnisse werden 30 Tage lang aufbewahrt.',
  endedNone: 'Keine in den letzten 30 Tagen.',
};
