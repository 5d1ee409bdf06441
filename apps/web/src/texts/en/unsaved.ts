/** Texts about changes that are not saved when a person signs out. */
export const unsavedTexts = {
  title: 'Unsaved changes',
  kept: 'Keep these changes in this browser, where only you see them after your next sign-in, or delete them.',
  list: 'Unsaved changes',
  kinds: {
    correction: 'Transcript',
    details: 'Title, description and tags',
    fields: 'Extracted details',
    notes: 'Notes',
    'document-details': 'Title, description and tags',
    link: 'Link of a delivered copy',
    'document-link': 'Link of a delivered copy',
    sound: 'Recording from the microphone',
  },
  otherItem: 'an item that is not in this library',
  toSend: 'not sent yet',
  losses: {
    microphone: 'The recording from the microphone ends. What was recorded is kept in this browser.',
    sound: 'A part of a recording from the microphone is lost, because this browser could not store it.',
    add: 'The input of Add files is lost.',
    arrange: 'The arrangement of pages is lost.',
    uploads: 'Running uploads stop. After your next sign-in, choose the same files again to continue them.',
  },
  keep: 'Keep and sign out',
  delete: 'Delete and sign out',
};
