import { formatNumber } from '../numbers.js';
import { many } from '../many.js';
import { items } from './counted.js';

export const accountDeletionTexts = {
  mine: {
    title: 'Ihr Konto löschen',
    lead: 'Ihr Konto wird sofort deaktiviert. Nach sieben Tagen oder sofort werden seine Daten endgültig gelöscht. Niemand kann das rückgängig machen.',
    exportFirst: 'Zuerst meine Daten exportieren',
    open: 'Mein Konto löschen',
  },
  ended: {
    title: 'Ihr Konto ist deaktiviert',
    // Before a time.
    waits:
      'Sie sind überall abgemeldet. Bis die Löschung beginnt, kann ein Administrator dieses Servers sie abbrechen. Beginn der Löschung:',
    runs: 'Sie sind überall abgemeldet. Die Löschung hat begonnen, und niemand kann sie abbrechen.',
  },
  loading: 'Die Daten werden gezählt',
  choiceOf: (library: string, amount: number): string => `${library}: ${items(amount)}`,
  choiceHint: 'Kein anderes Mitglied ist Eigentümer dieser Bibliothek.',
  personalHint: 'Die persönliche Bibliothek.',
  choose: 'Wählen Sie, was mit ihr geschieht',
  erase: 'Elemente darin endgültig löschen',
  move: (library: string): string => `Elemente darin nach ${library} verschieben`,
  transfer: (member: string): string => `${member} zum Eigentümer machen`,
  left: 'Nur die Mitgliedschaft endet in:',
  counts: 'Wird entfernt',
  counted: {
    items: 'Elemente',
    items_in_progress: 'Elemente in Arbeit, deren Durchläufe gestoppt werden',
    deliveries_in_progress: 'Elemente mit laufenden Zustellungen, die abgebrochen werden',
    libraries: 'Bibliotheken ohne anderen Eigentümer',
    tokens: 'Token',
    sign_ins: 'Anmeldungen',
    passkeys: 'Passkeys',
    identities: 'Verbundene Konten',
    credentials: 'Zugänge',
    outputs: 'Ausgaben',
    sources: 'Quellen',
    jobs: 'Aufträge',
    channels: 'Kanäle',
    webhooks: 'Webhooks',
    templates: 'Vorlagen',
    exports: 'Exporte',
  },
  countsHint: 'Elemente, Bibliotheken und ihre Einstellungen nur, soweit sie nicht verschoben oder übertragen werden.',
  amount: (amount: number): string => formatNumber(amount),
  remains: 'Wird nicht entfernt',
  remaining: {
    ids: 'IDs im Verlauf, in Zählungen und in Protokollen, ohne Namen.',
    'administration-log': 'Einträge des Verwaltungsprotokolls, zwei Jahre lang, ohne Namen und Adressen.',
    deliveries: 'Dateien bei Ausgaben und Seiten bei anderen Diensten.',
    backups: 'Sicherungen, bis sie ablaufen.',
  },
  start: 'Beginn',
  starts: {
    later: 'In sieben Tagen. Bis dahin kann ein Administrator sie abbrechen.',
    now: 'Sofort. Niemand kann sie abbrechen.',
  },
  confirm: (name: string): string => `Geben Sie zur Bestätigung ${name} ein`,
  notTheName: (name: string): string => `Geben Sie genau ${name} ein.`,
  submit: 'Konto löschen',
  ofUser: {
    open: 'Benutzer löschen',
    openOf: (name: string): string => `Benutzer löschen: ${name}`,
    title: (name: string): string => `Konto von ${name} löschen`,
    requested: (name: string): string => `Das Konto von ${name} ist deaktiviert, und seine Löschung ist angefordert.`,
    isDeleting: 'Löschung angefordert',
  },
  list: {
    title: 'Löschungen von Konten',
    none: 'Es wurde kein Konto gelöscht.',
    gone: (id: string): string => `Gelöschter Benutzer ${id}`,
    requested: 'angefordert',
    ended: 'gelöscht',
    // Before a time.
    waiting: 'Wartet. Beginn:',
    running: 'In Arbeit',
    counting: 'Die Elemente werden gezählt',
    progress: (done: number, total: number): string =>
      `${formatNumber(done)} von ${total === 1 ? '1 Element' : `${formatNumber(total)} Elementen`}`,
    done: 'Fertig',
    problems: {
      'items-failed': (failed: number): string =>
        `${many(failed, 'Element konnte', 'Elemente konnten')} nicht endgültig gelöscht oder verschoben werden. Der Server versucht es jede Minute erneut.`,
      'choices-outdated': (): string =>
        'Bibliotheken oder Mitglieder haben sich geändert. Löschen Sie den Benutzer erneut, mit anderen Entscheidungen.',
      'repeated-failure': (): string =>
        'Der letzte Versuch ist fehlgeschlagen. Der Server versucht es erneut. Die Ursache steht im Protokoll des Gateways.',
    },
    cancel: 'Löschung abbrechen',
    cancelOf: (name: string): string => `Löschung abbrechen: ${name}`,
    cancelled: (name: string): string => `Das Konto von ${name} wird nicht gelöscht und ist wieder aktiviert.`,
  },
  signInAgain:
    'Ihre Anmeldung ist älter als zehn Minuten. Melden Sie sich hier mit einem Passkey erneut an, oder mit einem neuen Link oder Ihrem Anmeldedienst. Löschen Sie dann das Konto.',
} as const;
