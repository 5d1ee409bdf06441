const documents = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'document' : 'documents'}`;

/** The review of documents whose fields are not sure. */
export const reviewWords = {
  title: 'Review',
  place: (place: number, of: number): string => `${place.toLocaleString('en')} of ${of.toLocaleString('en')}`,
  close: 'Close the review',
  open: (count: number): string => (count === 0 ? 'Review' : `Review ${documents(count)}`),
  openFrom: 'Open the review',
  accepted: (count: number): string => `${documents(count)} accepted`,
  queue: 'Documents to review',
  state: {
    accepted: 'Accepted',
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
  keys: { accept: 'Enter', edit: 'E', skip: '↓', undo: 'Z' },
  unsaved: 'A field has unsaved text',
  unsavedHint: 'Save it or cancel the edit, then accept the document.',
  readOnly: 'You may read this library, but not change it. Documents are accepted by its operators and owners.',
  wasAccepted: (title: string): string => `${title} accepted`,
  wasReopened: (title: string): string => `${title} is back in the review`,
  emptyTitle: 'Nothing to review',
  emptyHint: 'Documents wait here if a value was found with doubts, or is missing.',
  doneTitle: 'Everything is reviewed',
  allDocuments: 'All documents',
};
