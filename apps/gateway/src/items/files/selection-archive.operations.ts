import { PickType } from '@nestjs/swagger';
import { ChoiceField, IdsParameter } from '../../kit/http/fields.js';
import type { OperationOptions } from '../../kit/http/operation.js';
import { ItemListQuery } from '../list/list.dto.js';
import { ARCHIVED_PARTS, type ArchivedPart } from './selection-archive.js';

/** So many ids fit into an address. More are selected by a request of their own. */
const MOST_IDS = 100;
/** So many items may match filters. */
export const MOST_MATCHING = 10_000;

export const ARCHIVE_FILTERS = ['kind', 'state', 'q', 'tag', 'from_date', 'to_date'] as const;

export const PARTS_MEANING =
  '`texts`: transcripts, subtitles, topics and other texts, without media and originals. Default: all files.';

export class SelectionArchiveQuery extends PickType(ItemListQuery, ARCHIVE_FILTERS) {
  @IdsParameter('Recordings, documents and sessions, separated by commas. Without filters.', MOST_IDS)
  ids?: readonly string[];

  @ChoiceField(PARTS_MEANING, ARCHIVED_PARTS)
  files: ArchivedPart = 'all';
}

export const archiveAnswers: OperationOptions['answers'] = [
  {
    status: 200,
    description: 'The archive.',
    content: { 'application/zip': { schema: { type: 'string', contentMediaType: 'application/zip' } } },
    headers: { 'Content-Disposition': 'A file name.' },
  },
];

export const selectionArchiveOperation: OperationOptions = {
  id: 'getItemsArchive',
  tag: 'items',
  scope: 'read',
  summary: 'Download the files of several items',
  description:
    `Name the items by \`ids\` (more than 100: by \`POST /api/v1/items/archives\`), or by the filters of the list, which may match up to ${MOST_MATCHING.toLocaleString('en')} items. One ZIP archive with a folder for each item, as the archive of one item has its files. ` +
    'It is written while its items are read, so its size is not known before. Items and files that cannot be read are left out, and ' +
    '`not-in-this-archive.txt`, its last file, names them with the reason. Also with HEAD.',
  answers: archiveAnswers,
  problems: ['no-file-yet'],
};
