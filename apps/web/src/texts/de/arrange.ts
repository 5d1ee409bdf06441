import { many } from '../many.js';
import { formatNumber } from '../numbers.js';

const documents = (count: number): string => many(count, 'Dokument', 'Dokumente');
const pages = (count: number): string => many(count, 'Seite', 'Seiten');

const page = (number: number, title: string | undefined): string =>
  title === undefined ? `Seite ${formatNumber(number)}` : `Seite ${formatNumber(number)} von „${title}“`;
const list = (numbers: readonly number[]): string => numbers.map((one) => formatNumber(one)).join(', ');
const quoted = (quote: string | undefined): string => (quote === undefined ? '.' : `: „${quote}“.`);

export const arrangeWords = {
  title: 'Seiten aufteilen und drehen',
  lead: 'Aus den Seiten werden neue Dokumente. Dieses Dokument bleibt, wie es ist.',
  pages: 'Seiten der neuen Dokumente',
  document: (number: number): string => `Dokument ${formatNumber(number)}`,
  count: pages,
  page: (number: number, turn: number, isOut: boolean, title?: string): string =>
    [page(number, title), ...(turn === 0 ? [] : [`um ${String(turn)}° gedreht`]), ...(isOut ? ['weggelassen'] : [])].join(', '),
  turn: (number: number, title?: string): string => `${page(number, title)} drehen`,
  leave: (number: number, title?: string): string => `${page(number, title)} weglassen`,
  cut: (number: number, title?: string): string => `Vor ${page(number, title)} trennen`,
  earlier: (number: number, title?: string): string => `${page(number, title)} nach vorn`,
  later: (number: number, title?: string): string => `${page(number, title)} nach hinten`,
  moved: (name: string, place: number, count: number): string => `${name}: ${formatNumber(place)} von ${formatNumber(count)}`,
  turnAll: 'Alle Seiten drehen',
  cutAll: 'Vor jeder Seite trennen',
  undo: 'Rückgängig',
  create: (count: number): string => (count === 1 ? 'Dokument erstellen' : `${documents(count)} erstellen`),
  unchanged: 'Seiten trennen, drehen, verschieben oder weglassen.',
  summary: (count: number, out: number): string =>
    `${count === 0 ? 'Es bleibt keine Seite.' : `Ergibt ${documents(count)}.`}${out === 0 ? '' : ` Weggelassen: ${pages(out)}.`}`,
  made: (count: number): string => (count === 1 ? 'Das neue Dokument wird erstellt.' : `${documents(count)} werden erstellt.`),
  tooMany: (most: number): string => `Das Dokument hat mehr als ${pages(most)}`,
  tooManyHint: 'Teilen Sie es zuerst mit dem Befehl `tl documents split` auf.',
  tooManyParts: (most: number): string => `Höchstens ${documents(most)} auf einmal.`,
  tooManyRanges: (most: number): string =>
    `Ein neues Dokument kann höchstens ${many(most, 'Seitenbereich', 'Seitenbereiche')} haben. Trennen Sie es, oder drehen Sie weniger Seiten und lassen Sie weniger weg.`,
  tooManyChanges: (most: number): string =>
    `Ein neues Dokument kann höchstens ${many(most, 'Mal', 'Mal')} zwischen Dokumenten wechseln. Trennen Sie es, oder legen Sie Seiten eines Dokuments zusammen.`,
  tooManyDocuments: (most: number): string =>
    `Es lassen sich Seiten von höchstens ${many(most, 'Dokument', 'Dokumenten')} auf einmal verwenden.`,
  tooManyTogether: (most: number): string => `Nicht hinzugefügt: Höchstens ${pages(most)} lassen sich auf einmal anordnen.`,
  whole: (number: number, title: string): string =>
    `Dokument ${formatNumber(number)} wäre „${title}“, wie es ist. Lassen Sie es weg, oder ändern Sie es.`,
  changed: (turned: number, out: number, back: number): string =>
    [
      ...(turned === 0 ? [] : [`${pages(turned)} gedreht.`]),
      ...(out === 0 ? [] : [`${pages(out)} weggelassen.`]),
      ...(back === 0 ? [] : [`${pages(back)} wieder aufgenommen.`]),
    ].join(' '),
  putBack: (name: string): string => `${name}, wieder aufgenommen`,
  mayNot: 'Nur wer diese Bibliothek ändern darf, kann Dokumente erstellen.',
  suggestions: {
    found: (count: number, open: number): string => {
      if (count === 0) return 'Keine Seite zeigt, dass dort ein neues Dokument beginnt.';
      return open === 0
        ? 'Kein Vorschlag ist mehr offen.'
        : `${many(open, 'Vorschlag', 'Vorschläge')}. Übernehmen oder entfernen Sie jeden.`;
    },
    unknown: {
      'not-read': 'Vorschläge sind noch nicht bekannt, weil das Dokument noch nicht gelesen wurde.',
      'not-by-page': 'Vorschläge sind nicht bekannt, weil der Text des Dokuments als Ganzes gelesen wurde.',
      unreadable: 'Vorschläge sind nicht bekannt, weil der gespeicherte Text des Dokuments beschädigt ist.',
    },
    unread: (numbers: readonly number[]): string => `Nicht bekannt für Seiten, deren Text nicht lesbar war: ${list(numbers)}.`,
    cut: (before: number, out: readonly number[]): string =>
      `Vor Seite ${formatNumber(before)} trennen${out.length === 0 ? '' : `, ${out.length === 1 ? 'Seite' : 'Seiten'} ${list(out)} weglassen`}`,
    leave: (out: readonly number[]): string => `${out.length === 1 ? 'Seite' : 'Seiten'} ${list(out)} weglassen`,
    reasons: {
      'separator-sheet': (quote?: string): string => `Ein Trennblatt${quoted(quote)}`,
      'empty-page': (): string => 'Davor ist eine leere Seite.',
      'page-number': (quote?: string): string => `Die Seitenzahlen beginnen neu${quoted(quote)}`,
      letterhead: (quote?: string): string => `Ein Brief oder eine Rechnung beginnt${quoted(quote)}`,
    },
    take: 'Übernehmen',
    remove: 'Entfernen',
    takeAll: 'Alle übernehmen',
    removeAll: 'Alle entfernen',
  },
  other: {
    add: 'Seiten eines anderen Dokuments hinzufügen',
    title: 'Seiten eines anderen Dokuments hinzufügen',
    place: 'Stelle',
    atEnd: 'Am Ende',
    before: (name: string): string => `Vor: ${name}`,
    search: 'Dokumente suchen',
    find: 'Suchen',
    none: 'Kein anderes Dokument passt.',
    list: 'Dokumente',
    cancel: 'Abbrechen',
    added: 'Dokumente, deren Seiten hinzugefügt wurden',
    reading: (title: string): string => `„${title}“ wird geöffnet …`,
    remove: (title: string): string => `Seiten entfernen: „${title}“`,
    removeShort: 'Seiten entfernen',
    leave: (title: string): string => `Ohne dieses fortfahren: „${title}“`,
    leaveShort: 'Ohne dieses fortfahren',
  },
  merge: {
    title: 'Dokumente zusammenfügen',
    lead: 'Ein neues Dokument erhält die Seiten dieser Dokumente in dieser Reihenfolge. Sie bleiben, wie sie sind.',
    list: 'Dokumente in ihrer Reihenfolge',
    up: (title: string): string => `„${title}“ nach oben`,
    down: (title: string): string => `„${title}“ nach unten`,
    moved: (title: string, place: number, count: number): string =>
      `„${title}“: ${formatNumber(place)} von ${formatNumber(count)}`,
    name: 'Titel',
    nameHint: 'Bleibt das Feld leer, wird der Titel verwendet, der im Dokument gefunden wird.',
    create: 'Dokument erstellen',
    close: 'Schließen',
  },
};
