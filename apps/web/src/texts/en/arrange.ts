import { many } from '../many.js';
import { formatNumber } from '../numbers.js';

const documents = (count: number): string => many(count, 'document', 'documents');
const pages = (count: number): string => many(count, 'page', 'pages');

/** Making documents of the pages of others. */
export const arrangeWords = {
  title: 'Split and turn pages',
  lead: 'The pages become new documents. This document stays as it is.',
  pages: 'Pages of the new documents',
  document: (number: number): string => `Document ${formatNumber(number)}`,
  count: pages,
  page: (number: number, turn: number, isOut: boolean): string =>
    [`Page ${formatNumber(number)}`, ...(turn === 0 ? [] : [`turned by ${String(turn)}°`]), ...(isOut ? ['left out'] : [])].join(
      ', ',
    ),
  turn: (number: number): string => `Turn page ${formatNumber(number)}`,
  leave: (number: number): string => `Leave out page ${formatNumber(number)}`,
  cut: (number: number): string => `Cut before page ${formatNumber(number)}`,
  turnAll: 'Turn all pages',
  cutAll: 'Cut before every page',
  undo: 'Undo',
  create: (count: number): string => (count === 1 ? 'Create document' : `Create ${documents(count)}`),
  unchanged: 'Cut, turn or leave out pages.',
  summary: (count: number, out: number): string =>
    `${count === 0 ? 'No page is left.' : `Becomes ${documents(count)}.`}${out === 0 ? '' : ` Left out: ${pages(out)}.`}`,
  made: (count: number): string => (count === 1 ? 'The new document is being made.' : `${documents(count)} are being made.`),
  tooMany: (most: number): string => `The document has more than ${pages(most)}`,
  tooManyHint: 'Split it with the command `tl documents split` first.',
  tooManyParts: (most: number): string => `At most ${documents(most)} can be made at once.`,
  tooManyRanges: (most: number): string =>
    `A new document can have at most ${many(most, 'range', 'ranges')} of pages. Cut it, or turn and leave out fewer of its pages.`,
  /** For screen readers, after several pages were turned or turned back. */
  turned: (count: number): string => `${pages(count)} turned`,
  mayNot: 'Only people who may change this library can make documents.',
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
