import { formatNumber } from '../numbers.js';
import { many } from '../many.js';

const documents = (count: number): string => many(count, 'document', 'documents');

/** The review of documents whose fields are not sure. */
export const reviewWords = {
  title: 'Review',
  place: (place: number, of: number): string => `${formatNumber(place)} of ${formatNumber(of)}`,
  close: 'Close the review',
  open: (count: number): string => (count === 0 ? 'Review' : `Review ${documents(count)}`),
  openFrom: 'Open the review',
  accepted: (count: number): string => `${documents(count)} accepted`,
  skipped: (count: number): string => `${formatNumber(count)} skipped`,
  minutesLeft: (count: number): string => `about ${formatNumber(count)} min left at your pace`,
  queue: 'Documents to review',
  state: {
    accepted: 'Accepted',
    skipped: 'Skipped',
    check: (names: readonly string[]): string => `Check: ${names.join(', ')}`,
    sure: 'All values are sure',
  },
  sure: 'All values are sure. Look once, then accept the document.',
  accept: 'Accept',
  next: 'Next',
  edit: 'Edit',
  skip: 'Skip',
  undo: 'Undo',
  actions: 'Actions',
  keys: { accept: 'Enter', edit: 'E', skip: 'S', undo: 'Z' },
  unsaved: 'A field has unsaved text',
  unsavedHint: 'Save it or cancel the edit, then accept the document.',
  readOnly: 'You may read this library, but not change it. Documents are accepted by its operators and owners.',
  conflict: {
    changed: 'Not accepted: the document has changed meanwhile',
    changedHint: (names: readonly string[]): string =>
      `Somebody else has changed: ${names.join(', ')}. Check it, then accept it.`,
    replaced: 'The file of this document has been replaced',
    replacedHint: 'Check the new file, then accept the document.',
    accepted: 'Somebody else has accepted this document meanwhile',
    acceptedHint: 'Nothing is left to do for it.',
  },
  notAccepted: (title: string): string => `Not accepted: ${title}`,
  wasAccepted: (title: string): string => `${title} accepted`,
  wasReopened: (title: string): string => `${title} is back in the review`,
  emptyTitle: 'Nothing to review',
  emptyHint: 'Documents wait here if a value was found with doubts, or is missing.',
  doneTitle: 'Everything is reviewed',
  arrived: (count: number): string => `${documents(count)} ${count === 1 ? 'has' : 'have'} arrived since.`,
  allDocuments: 'All documents',
};
