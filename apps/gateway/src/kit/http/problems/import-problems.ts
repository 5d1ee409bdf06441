import type { ProblemKind } from './problem-kind.js';

/** Problems of single items of an import. Each is in the answer to its batch, beside the results of the other items. */
export const importProblems = {
  'import-differs': {
    status: 409,
    title: 'The item here is another one',
    tryInstead: 'Compare the item with the export. Leave it out of the import, or import into an empty system.',
    about:
      'An item with this id exists, and its events differ from those of the import. An import never changes or replaces an event.',
  },
  'import-changed': {
    status: 409,
    title: 'The item has changed here since it was imported',
    tryInstead: 'Leave the item out of the import. Its history continues here.',
    about: 'Further events of the old system cannot follow events of this one: the history would be that of two systems.',
  },
  'import-gap': {
    status: 409,
    title: 'Commits between the batch and the item are missing',
    tryInstead:
      'Name in `after` the `originref` of the commit before the batch. If that commit is not here, send the history from its begin: what is here already stays as it is.',
    about:
      'A batch begins a history, repeats a part of it, or names in `after` the commit that it follows. Otherwise, a history with a hole could be stored.',
  },
  'import-other-library': {
    status: 409,
    title: 'The item exists in another library',
    tryInstead: 'Name that library in `library`, or leave the item out of the import.',
    about: 'The item was imported into another library before, or was registered there.',
  },
  'import-erased': {
    status: 409,
    title: 'The item was erased here',
    tryInstead: 'Leave the item out of the import.',
    about: 'Its content was erased here, or has expired. An import does not bring it back.',
  },
  'original-refused': {
    status: 409,
    title: 'The item cannot be bound to this file',
    tryInstead: 'Correct the path, or copy the file instead (tl migrate --files).',
    about:
      'A migrated item gets a file that stays in a folder of the server only if it has none, and if the folder, which the operator has ' +
      'opened, has a regular file at that path. Symbolic links are not followed.',
  },
  'file-missing': {
    status: 404,
    title: 'The file is not stored here',
    tryInstead: 'Import the item again with its files: `tl import`. What is here already stays as it is.',
    about:
      'The history of the item names the file, and the artifact store does not have it. The item was imported without this file, or the ' +
      'file was removed from the store by hand.',
  },
  'file-damaged': {
    status: 409,
    title: 'The stored file is damaged',
    tryInstead: 'Restore the file in the artifact store from a backup.',
    about:
      'The history of the item names the file with its size, and the artifact store has another number of bytes under its key. A disk ' +
      'or a copy of the store has lost some of them, or the file was changed by hand.',
  },
  'import-file-differs': {
    status: 409,
    title: 'The file is not the one of the item',
    tryInstead:
      'Export the item again from the other system, and import that archive. The other files of the item stay as they are.',
    about:
      'The history of an item names each file with its size and its SHA-256. The bytes that were sent, or those that are stored under ' +
      'the same key, are others. Nothing is replaced.',
  },
  'import-too-long': {
    status: 422,
    title: 'The history of the item is too long',
    tryInstead: 'Leave the item out of the import.',
    about: 'An item can be imported with at most 10,000 commits, and at most 32 MiB of events as JSON.',
  },
} as const satisfies Record<string, ProblemKind>;
