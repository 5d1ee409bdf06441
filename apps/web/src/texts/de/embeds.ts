import { many } from '../many.js';
import { podcastWords } from './podcasts.js';

const { edit, editOf, save, saved, added, buttonsOf, states, all, tagged, asks, joins, madeBy, unknownMaker, made, ends } =
  podcastWords;

/** Texts about players in pages of other sites, and of the player itself. */
export const embedWords = {
  title: 'Einbettungen',
  lead: 'Seiten, die Sie nennen, zeigen einen Player mit Aufnahmen dieser Bibliothek, ohne Konto: Titel, Medien und Transkripte.',
  emptyTitle: 'Noch keine Einbettungen',
  empty: 'Erstellen Sie eine Einbettung aller Aufnahmen oder der Aufnahmen mit einem Tag und setzen Sie ihr HTML in Ihre Seite.',
  viewersCannot: 'Bitten Sie einen Bearbeiter Ihrer Bibliothek, eine zu erstellen.',
  add: 'Einbettung erstellen',
  ...{ added, edit, editOf, save, saved, buttonsOf, states, all, tagged, asks, joins, madeBy, unknownMaker, made, ends },
  fields: {
    ...podcastWords.fields,
    origins: 'Websites, die den Player zeigen dürfen',
    originsHint: 'Eine pro Zeile, mit https:// und ohne Pfad. Andere Websites können ihn nicht zeigen.',
    joinNow: 'Passende Aufnahmen, die jetzt fertig sind, stehen sofort in der Einbettung, höchstens die 300 neuesten.',
    media: 'Aufnahmen abspielen als',
    expiry: 'Gültigkeit der Einbettung',
  },
  frameOnce:
    'Setzen Sie dieses HTML in Ihre Seite. Es wird nur jetzt gezeigt. Wer die Seite öffnen kann oder die Adresse darin hat, kann die Aufnahmen abspielen.',
  copyFrame: 'HTML kopieren',
  hints: {
    suspended: 'Die Einbettung funktioniert nicht: Der Benutzer, der sie erstellt hat, darf diese Bibliothek nicht mehr ändern.',
    off: 'Die Einbettung funktioniert nicht: Der Betreiber dieses Servers hat das Freigeben abgeschaltet.',
  },
  ...{ fetches: podcastWords.fetches, lastFetch: podcastWords.lastFetch },
  renew: { ...podcastWords.renew, hint: 'Die bisherige Adresse endet sofort. Ihre Seite braucht das neue HTML.' },
  revoke: { ...podcastWords.revoke, hint: 'Der Player endet sofort, auf jeder Seite.' },
  items: { ...podcastWords.items, listed: 'In der Einbettung', noneListed: 'Keine Aufnahme ist in der Einbettung.' },
  page: {
    title: 'Player',
    unavailable: 'Dieser Player ist nicht verfügbar',
    unavailableHint: 'Wenden Sie sich an den Betreiber der Seite, die ihn zeigt.',
    recordings: 'Aufnahmen',
    empty: 'Noch keine Aufnahmen.',
    noTranscript: 'Diese Aufnahme hat kein Transkript.',
    refused: { 'rate-limited': 'Zurzeit zu viele Anfragen', unavailable: 'Der Server kann zurzeit nicht antworten' },
    refusedHint: (seconds: number): string =>
      `Der Player wartet ${many(seconds, 'Sekunde', 'Sekunden')} und versucht es dann von selbst noch einmal.`,
  },
};
