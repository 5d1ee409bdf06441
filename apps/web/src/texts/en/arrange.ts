import { many } from '../many.js';
import { formatNumber } from '../numbers.js';

const documents = (count: number): string => many(count, 'document', 'documents');
const pages = (count: number): string => many(count, 'page', 'pages');

/** A page, and its document if it is another one. */
const page = (number: number, title: string | undefined): string =>
  title === undefined ? `page ${formatNumber(number)}` : `page ${formatNumber(number)} of “${title}”`;
const list = (numbers: readonly number[]): string => numbers.map((one) => formatNumber(one)).join(', ');
const quoted = (quote: string | undefined): string => (quote === undefined ? '.' : `: “${quote}”.`);
const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** Making documents of the pages of others. */
export const arrangeWords = {
  title: 'Split and turn pages',
  lead: 'The pages become new documents. This document stays as it is.',
  pages: 'Pages of the new documents',
  document: (number: number): string => `Document ${formatNumber(number)}`,
  count: pages,
  page: (number: number, turn: number, isOut: boolean, title?: string): string =>
    [capital(page(number, title)), ...(turn === 0 ? [] : [`turned by ${String(turn)}°`]), ...(isOut ? ['left out'] : [])].join(
      ', ',
    ),
  turn: (number: number, title?: string): string => `Turn ${page(number, title)}`,
  leave: (number: number, title?: string): string => `Leave out ${page(number, title)}`,
  cut: (number: number, title?: string): string => `Cut before ${page(number, title)}`,
  earlier: (number: number, title?: string): string => `Move ${page(number, title)} earlier`,
  later: (number: number, title?: string): string => `Move ${page(number, title)} later`,
  moved: (name: string, place: number, count: number): string => `${name}: ${formatNumber(place)} of ${formatNumber(count)}`,
  turnAll: 'Turn all pages',
  cutAll: 'Cut before every page',
  undo: 'Undo',
  create: (count: number): string => (count === 1 ? 'Create document' : `Create ${documents(count)}`),
  unchanged: 'Cut, turn, move or leave out pages.',
  summary: (count: number, out: number): string =>
    `${count === 0 ? 'No page is left.' : `Becomes ${documents(count)}.`}${out === 0 ? '' : ` Left out: ${pages(out)}.`}`,
  made: (count: number): string => (count === 1 ? 'The new document is being made.' : `${documents(count)} are being made.`),
  tooMany: (most: number): string => `The document has more than ${pages(most)}`,
  tooManyHint: 'Split it with the command `tl documents split` first.',
  tooManyParts: (most: number): string => `At most ${documents(most)} can be made at once.`,
  tooManyRanges: (most: number): string =>
    `A new document can have at most ${many(most, 'range', 'ranges')} of pages. Cut it, or turn and leave out fewer of its pages.`,
  tooManyChanges: (most: number): string =>
    `A new document can change between documents at most ${many(most, 'time', 'times')}. Cut it, or put pages of one document together.`,
  tooManyDocuments: (most: number): string => `Pages of at most ${documents(most)} can be used at once.`,
  tooManyTogether: (most: number): string => `Not added: at most ${pages(most)} can be arranged at once.`,
  whole: (number: number, title: string): string =>
    `Document ${formatNumber(number)} would be “${title}” as it is. Leave it out, or change it.`,
  /** For screen readers, after a step that has changed several pages, or after its Undo. */
  changed: (turned: number, out: number, back: number): string =>
    [
      ...(turned === 0 ? [] : [`${pages(turned)} turned.`]),
      ...(out === 0 ? [] : [`${pages(out)} left out.`]),
      ...(back === 0 ? [] : [`${pages(back)} put back.`]),
    ].join(' '),
  putBack: (name: string): string => `${name}, put back`,
  mayNot: 'Only people who may change this library can make documents.',
  suggestions: {
    found: (count: number, open: number): string => {
      if (count === 0) return 'No page shows that a new document begins there.';
      return open === 0 ? 'No suggestion is left.' : `${many(open, 'suggestion', 'suggestions')}. Take or remove each.`;
    },
    unknown: {
      'not-read': 'Suggestions are not known yet, because the document has not been read.',
      'not-by-page': 'Suggestions are not known, because the text of the document was read as a whole.',
      unreadable: 'Suggestions are not known, because the stored text of the document is damaged.',
    },
    unread: (numbers: readonly number[]): string => `Not known for pages whose text could not be read: ${list(numbers)}.`,
    cut: (before: number, out: readonly number[]): string =>
      `Cut before page ${formatNumber(before)}${out.length === 0 ? '' : `, leave out ${out.length === 1 ? 'page' : 'pages'} ${list(out)}`}`,
    leave: (out: readonly number[]): string => `Leave out ${out.length === 1 ? 'page' : 'pages'} ${list(out)}`,
    reasons: {
      'separator-sheet': (quote?: string): string => `A separator sheet${quoted(quote)}`,
      'empty-page': (): string => 'An empty page comes before.',
      'page-number': (quote?: string): string => `The page numbers begin again${quoted(quote)}`,
      letterhead: (quote?: string): string => `A letter or an invoice begins${quoted(quote)}`,
    },
    take: 'Take',
    remove: 'Remove',
    takeAll: 'Take all',
    removeAll: 'Remove all',
  },
  other: {
    add: 'Add pages of another document',
    title: 'Add pages of another document',
    place: 'Place',
    atEnd: 'At the end',
    before: (name: string): string => `Before: ${name}`,
    search: 'Search documents',
    find: 'Search',
    none: 'No other document matches.',
    list: 'Documents',
    cancel: 'Cancel',
    added: 'Documents whose pages were added',
    reading: (title: string): string => `Opening “${title}”…`,
    remove: (title: string): string => `Remove pages: “${title}”`,
    removeShort: 'Remove pages',
    leave: (title: string): string => `Go on without it: “${title}”`,
    leaveShort: 'Go on without it',
  },
  merge: {
    title: 'Merge documents',
    lead: 'A new document gets the pages of these, in this order. They stay as they are.',
    list: 'Documents in their order',
    up: (title: string): string => `Move “${title}” up`,
    down: (title: string): string => `Move “${title}” down`,
    moved: (title: string, place: number, count: number): string =>
      `“${title}”: ${formatNumber(place)} of ${formatNumber(count)}`,
    name: 'Title',
    nameHint: 'Leave it empty to take the title that is found in the document.',
    create: 'Create document',
    close: 'Close',
  },
};
