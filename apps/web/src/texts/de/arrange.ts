import { many } from '../many.js';
import { formatNumber } from '../numbers.js';

const documents = (count: number): string => many(count, 'Dokument', 'Dokumente');
const pages = (count: number): string => many(count, 'Seite', 'Seiten');

export const arrangeWords = {
  title: 'Seiten aufteilen und drehen',
  lead: 'Aus den Seiten werden neue Dokumente. Dieses Dokument bleibt, wie es ist.',
  pages: 'Seiten der neuen Dokumente',
  document: (number: number): string => `Dokument ${formatNumber(number)}`,
  count: pages,
  page: (number: number, turn: number, isOut: boolean): string =>
    [
      `Seite ${formatNumber(number)}`,
      ...(turn === 0 ? [] : [`um ${String(turn)}° gedreht`]),
      ...(isOut ? ['weggelassen'] : []),
    ].join(', '),
  turn: (number: number): string => `Seite ${formatNumber(number)} drehen`,
  leave: (number: number): string => `Seite ${formatNumber(number)} weglassen`,
  cut: (number: number): string => `Vor Seite ${formatNumber(number)} trennen`,
  turnAll: 'Alle Seiten drehen',
  cutAll: 'Vor jeder Seite trennen',
  undo: 'Rückgängig',
  create: (count: number): string => (count === 1 ? 'Dokument erstellen' : `${documents(count)} erstellen`),
  unchanged: 'Seiten trennen, drehen oder weglassen.',
  summary: (count: number, out: number): string =>
    `${count === 0 ? 'Es bleibt keine Seite.' : `Ergibt ${documents(count)}.`}${out === 0 ? '' : ` Weggelassen: ${pages(out)}.`}`,
  made: (count: number): string => (count === 1 ? 'Das neue Dokument wird erstellt.' : `${documents(count)} werden erstellt.`),
  tooMany: (most: number): string => `Das Dokument hat mehr als ${pages(most)}`,
  tooManyHint: 'Teilen Sie es zuerst mit dem Befehl `tl documents split` auf.',
  tooManyParts: (most: number): string => `Höchstens ${documents(most)} auf einmal.`,
  tooManyRanges: (most: number): string =>
    `Ein neues Dokument kann höchstens ${many(most, 'Seitenbereich', 'Seitenbereiche')} haben. Trennen Sie es, oder drehen Sie weniger Seiten und lassen Sie weniger weg.`,
  turned: (count: number): string => `${pages(count)} gedreht`,
  mayNot: 'Nur wer diese Bibliothek ändern darf, kann Dokumente erstellen.',
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
