import { formatNumber } from '../numbers.js';
import { actionWords } from './actions.js';
import { activityWords } from './activity.js';
import { bulkWords } from './bulk.js';
import { channelWords, mirrorWords } from './channels.js';
import { documentDoing, documentStepNames, documentWords } from './documents.js';
import { documentViewWords } from './document-view.js';
import { fileWords } from './files.js';
import { itemSettingsWords } from './item-settings.js';
import { settingsTexts } from './later.js';
import { libraryWords } from './libraries.js';
import { itemListWords, missingItemWords } from './items.js';
import { microphoneTexts } from './microphone.js';
import { noticeWords } from './notices.js';
import { outputWords } from './outputs.js';
import { providerWords } from './provider.js';
import { recordingWords } from './recording.js';
import { retentionWords } from './retention.js';
import { runWords } from './run.js';
import { searchWords } from './search.js';
import { sessionWords } from './sessions.js';
import { settingsWords } from './settings.js';
import { sharingWords } from './sharing.js';
import { outputStates, stateNames } from './states.js';
import { templateWords } from './templates.js';
import { timeWords } from './time.js';
import { typedSettingsWords } from './typed-settings.js';
import { unsavedTexts } from './unsaved.js';
import { uploadWords } from './upload.js';
import { many } from '../many.js';
import type { Catalogue } from '../catalogue.js';

const text = {
  product: 'Throughline',
  skipToContent: 'Zum Inhalt springen',
  nav: {
    label: 'Hauptmenü',
    items: itemListWords.title,
    recordings: 'Aufnahmen',
    documents: 'Dokumente',
    sessions: 'Sitzungen',
    activity: activityWords.title,
    automations: 'Automatisierungen',
    settings: 'Einstellungen',
    needAttention: (count: number): string =>
      many(count, 'Element erfordert Aufmerksamkeit', 'Elemente erfordern Aufmerksamkeit'),
    toReview: (count: number): string => `${many(count, 'Dokument', 'Dokumente')} zu prüfen`,
    more: (count: number): string => `${String(count)}+`,
    further: 'Mehr',
  },
  /** Returns a label as it stands in the middle of a sentence: nouns keep their capital. */
  insideSentence: (label: string): string => label,
  loading: 'Wird geladen',
  close: 'Schließen',
  cancel: 'Abbrechen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  copyNeedsHttps: 'Kopieren erfordert https. Markieren Sie stattdessen den Text.',
  sidePanel: { discard: 'Änderungen verwerfen', discardHint: 'Ihre Eingaben in diesem Formular sind nicht gespeichert.' },
  theme: { label: 'Farbschema', system: 'System', light: 'Hell', dark: 'Dunkel' },
  language: {
    label: 'Sprache',
    system: 'Sprache des Browsers',
    use: 'Diese Sprache verwenden',
    hint: 'Die Seite lädt neu. Meldungen des Servers und anderer Dienste bleiben englisch.',
    notKept: 'Dieser Browser speichert keine Einstellungen. Die Wahl kann deshalb nicht behalten werden.',
  },
  connection: {
    label: 'Verbindung',
    live: 'Live',
    polling: 'Alle paar Sekunden aktualisiert',
    away: 'Keine Verbindung zum Server',
    since: 'seit',
    lastAnswer: 'Sie sehen seine letzte Antwort, Stand:',
    never: 'Er hat noch nicht geantwortet.',
    trying: 'Diese Seite versucht es alle paar Sekunden erneut. Uploads werden von selbst fortgesetzt.',
    stale: 'In der Anzeige fehlen möglicherweise Änderungen seit',
    staleHint:
      'Das Protokoll des Servers antwortet nicht, oder seine Tabellen sind im Rückstand. Diese Seite holt das von selbst auf.',
  },
  problem: {
    away: 'Der Server antwortet nicht.',
    awayHint: 'Diese Seite versucht es von selbst erneut. Prüfen Sie, ob der Server läuft.',
    form: 'Prüfen Sie diese Felder',
    unexpected: 'Auf dieser Seite ist ein Fehler aufgetreten.',
    tryAgain: 'Erneut versuchen',
    tryInstead: 'Stattdessen:',
    request: 'Anfrage',
    existing: 'Vorhandene Aufnahme öffnen',
    reload: 'Seite neu laden',
  },
  signIn: {
    title: 'Anmelden',
    working: 'Sie werden angemeldet',
    lead: 'Sie melden sich mit einem Passkey oder einem Einmal-Link an. Ein Link funktioniert einmal, in einem Browser, fünfzehn Minuten lang.',
    how: 'Lassen Sie sich auf dem Rechner, auf dem Throughline läuft, einen ausgeben:',
    command: 'npx tl sign-in',
    someoneElse: 'Kein Zugriff auf diesen Rechner? Bitten Sie seinen Betreiber um einen Link.',
    refused: 'Dieser Link funktioniert nicht',
    refusedHint:
      'Ein Link meldet einen Browser an, einmal. Wenn Sie ihn in einem anderen Browser geöffnet haben, sind Sie dort angemeldet. Lassen Sie sich für diesen Browser einen neuen Link ausgeben:',
    toPage: 'Zu allen Elementen',
  },
  provider: providerWords,
  libraries: libraryWords,
  itemList: itemListWords,
  account: { signOut: 'Abmelden', signedInAs: 'Angemeldet als' },
  unsaved: unsavedTexts,
  microphone: microphoneTexts,
  shortcuts: 'Tastenkürzel',
  missingItem: missingItemWords,
  missingView: {
    title: 'Diese Ansicht konnte nicht geladen werden',
    away: 'Der Server antwortet nicht. Versuchen Sie es erneut, wenn er wieder erreichbar ist.',
    missing: 'Der Server antwortet, aber dieser Teil der Seite ist nicht angekommen. Versuchen Sie es erneut.',
    again: 'Dieser Teil der Seite ist auch beim zweiten Versuch nicht angekommen. Laden Sie die Seite neu.',
    uploads: 'Uploads laufen weiter, bis Sie neu laden. Wählen Sie danach ihre Dateien noch einmal, um sie fortzusetzen.',
  },
  notFound: {
    title: 'Seite nicht gefunden',
    hint: 'Die Adresse gibt es nicht, oder sie gehört zu einer anderen Bibliothek.',
  },
  status: {
    PENDING_SOURCE: 'Wartet auf die Datei',
    INITIALIZED: 'Registriert',
    SKIPPED: 'Nicht zugeordnet',
    DOWNLOADING: 'Download läuft',
    DOWNLOADED: 'Heruntergeladen',
    PROCESSING: 'In Verarbeitung',
    PROCESSED: 'Verarbeitet',
    UPLOADING: outputStates.uploading,
    UPLOADED: 'Teilweise zugestellt',
    READY: 'Fertig',
    EXPIRED: 'Abgelaufen',
  },
  flags: {
    failed: stateNames.failed,
    pausing: 'Wird angehalten',
    waiting: stateNames.waiting,
    stalled: 'Stockt',
    unconfirmed: stateNames.unconfirmed,
  },
  step: {
    ...documentStepNames,
    DOWNLOAD: 'Download',
    TRIM: 'Stille kürzen',
    TRANSCRIBE: 'Transkribieren',
    EXTRACT_TOPICS: 'Themen',
    GENERATE_SUBTITLES: 'Untertitel',
    PREVIEW: 'Vorschau',
    deliver: (name: string): string => `Zustellung an ${name}`,
    followUp: (name: string, output: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)} bei ${output}`,
    attempt: (attempt: number): string => `Versuch ${String(attempt)}`,
  },
  /** A running step, as the state of its item. */
  doing: {
    ...documentDoing,
    DOWNLOAD: 'Download läuft',
    TRIM: 'Wird gekürzt',
    TRANSCRIBE: 'Wird transkribiert',
    EXTRACT_TOPICS: 'Themensuche läuft',
    GENERATE_SUBTITLES: 'Untertitel entstehen',
    PREVIEW: 'Vorschau entsteht',
  } as Readonly<Record<string, string>>,
  delivering: outputStates.uploading,
  progress: {
    label: (title: string): string => `Fortschritt von ${title}`,
    unknown: 'Fortschritt unbekannt',
    percent: (percent: number): string => `${String(percent)} %`,
    etaSoon: 'In weniger als einer Minute fertig',
    etaBy: (to: string): string => `Fertig bis ${to}`,
    etaBetween: (from: string, to: string): string => (from === to ? `Fertig gegen ${to}` : `Fertig zwischen ${from} und ${to}`),
    queued: (place: string, of: number): string => `In der Warteschlange, ${place} von ${String(of)}`,
    still: (time: string): string => `Seit ${time} kein Fortschritt`,
    etaReason: {
      review: 'Beginnt, sobald Sie es veröffentlichen',
      waiting: 'Keine Schätzung, solange das Element wartet',
      paused: 'Keine Schätzung, solange das Element angehalten ist',
      'no-worker': 'Keine Schätzung: Kein Worker bedient diesen Schritt',
      'no-progress': 'Keine Schätzung: zurzeit kein Fortschritt',
      overdue: 'Dauert länger als erwartet',
      stalled: 'Keine Schätzung: Der Worker reagiert nicht mehr',
      queued: 'Keine Schätzung, bis es an der Reihe ist',
      'length-unknown': 'Keine Schätzung, bis die Länge bekannt ist',
    } as Readonly<Record<string, string>>,
    etaUnknown: 'Keine Schätzung',
  },
  bulk: bulkWords,
  list: {
    tag: 'Tag',
    withTag: (tag: string): string => `Elemente mit dem Tag ${tag} zeigen`,
    moreTags: (count: number): string => `+${String(count)}`,
    drafts: {
      repeat: 'Erneut transkribieren',
      willRepeat: (count: number, of: number): string => {
        if (of === 0) return 'Kein Entwurf kann erneut transkribiert werden. Angehaltene Entwürfe werden ausgelassen.';
        const drafts = of === 1 ? '1 Entwurf' : `${String(of)} Entwürfen`;
        const others = count < of ? ' Die anderen haben einen aktiven Durchlauf oder können nicht gestartet werden.' : '';
        return `${String(count)} von ${drafts} ${count === 1 ? 'kann' : 'können'} mit der jetzigen Engine erneut transkribiert werden.${others} Angehaltene Entwürfe werden ausgelassen.`;
      },
      alsoRepeats:
        'Auch ihre Themen und Untertitel werden neu erstellt. Korrekturen von Hand bleiben. Ausgaben behalten den früheren Text, bis Sie erneut zustellen.',
      confirm: (count: number): string => `${String(count)} erneut transkribieren`,
      result: ({ started, refused, error }: Readonly<Record<'started' | 'refused' | 'error', number>>): string =>
        [
          `${many(started, 'Transkription', 'Transkriptionen')} gestartet`,
          ...(refused === 0 ? [] : [`${formatNumber(refused)} abgelehnt`]),
          ...(error === 0 ? [] : [`${formatNumber(error)} wegen eines Fehlers nicht gestartet`]),
        ].join(', '),
    },
    untitled: 'Ohne Titel',
    erasedTitle: 'Endgültig gelöschte Aufnahme',
    expiredTitle: 'Abgelaufene Aufnahme',
    more: 'Mehr laden',
    loadingMore: 'Weitere werden geladen',
    changedAnnouncement: (title: string, status: string): string => `${title}: ${status}`,
  },
  actions: actionWords,
  upload: uploadWords,
  search: searchWords,
  activity: activityWords,
  sessions: sessionWords,
  settings: settingsWords,
  sharing: sharingWords,
  itemSettings: itemSettingsWords,
  templates: templateWords,
  runs: runWords,
  retention: retentionWords,
  channels: channelWords,
  notices: noticeWords,
  outputs: outputWords,
  typedSettings: typedSettingsWords,
  mirror: mirrorWords,
  recording: recordingWords,
  document: documentWords,
  documentView: documentViewWords,
  time: timeWords,
} as const;

export const de: Catalogue = { text, settingsText: settingsTexts, fileText: fileWords };
