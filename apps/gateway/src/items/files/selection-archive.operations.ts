import { ChoiceField, IdsParameter } from '../../kit/http/fields.js';
import type { OperationOptions } from '../../kit/http/operation.js';
import { archiveAnswer } from './artifacts.operations.js';
import { ARCHIVED_PARTS, type ArchivedPart } from './selection-archive.js';

/** So many ids fit into an address. */
const MOST_ITEMS = 100;

export class SelectionArchiveQuery {
  @IdsParameter('Recordings, documents and sessions, separated by commas.', MOST_ITEMS)
  ids!: readonly string[];

  @ChoiceField(
    '`texts`: transcripts, subtitles, topics and other texts, without media and originals. Default: all files.',
    ARCHIVED_PARTS,
  )
  files: ArchivedPart = 'all';
}

export const selectionArchiveOperation: OperationOptions = {
  id: 'getItemsArchive',
  tag: 'items',
  scope: 'read',
  summary: 'Download the files of several items',
  description:
    'One ZIP archive with a folder for each item, as the archive of one item has its files. Items and files that cannot be read are left out, and ' +
    '`not-in-this-archive.txt` names them with the reason. Also with HEAD.',
  answers: [archiveAnswer('A file name.')],
  problems: ['no-file-yet'],
};
