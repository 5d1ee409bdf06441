import { ApiSchema } from '@nestjs/swagger';
import { ChoiceField, Field } from '../../../kit/http/fields.js';
import type { OperationOptions } from '../../../kit/http/operation.js';
import { idempotencyKey, itemId } from '../../../kit/http/parameters.js';
import { count, id, text, time } from '../../../kit/http/schemas.js';
import { ItemIdsField, MAX_BULK_ITEMS } from '../../bulk/bulk.dto.js';
import { ARCHIVED_PARTS, type ArchivedPart } from '../selection-archive.js';
import { archiveAnswers, PARTS_MEANING } from '../selection-archive.operations.js';

export const SELECTIONS_PATH = '/api/v1/items/archives';

@ApiSchema({ name: 'ArchiveSelection' })
export class SelectionBody {
  @ItemIdsField('Recordings, documents and sessions.', MAX_BULK_ITEMS, { required: true })
  ids!: readonly string[];

  @ChoiceField(PARTS_MEANING, ARCHIVED_PARTS, { default: 'all' })
  files?: ArchivedPart;
}

@ApiSchema({ name: 'SelectedArchive' })
export class SelectionAnswer {
  @Field(id('The id of the selection.')) id!: string;
  @Field(text('The address of the archive, on this server.')) url!: string;
  @Field(count('Items of the selection.')) item_count!: number;
  @Field(time('When the address ends.')) expires_at!: string;
}

const tag = 'items';
const scope = 'read';
const SELECTION = '01KAQ7J3M8N5P6R7S8T9V0W1X2';

export const selectItemsOperation: OperationOptions = {
  id: 'selectItemsArchive',
  tag,
  scope,
  summary: 'Select items for an archive',
  description:
    'For more items than fit into an address. Answers with the address of their archive, which this account can read for an hour. ' +
    'Nothing is read yet: the archive has the files of the moment of the download. ' +
    'Of the selections of an account, the 20 newest are kept.',
  parameters: [idempotencyKey],
  body: {
    type: SelectionBody,
    required: true,
    example: { ids: ['0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11', '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12'], files: 'texts' },
  },
  answers: [
    {
      status: 201,
      description: 'The selection.',
      type: SelectionAnswer,
      example: {
        id: SELECTION,
        url: `${SELECTIONS_PATH}/${SELECTION}`,
        item_count: 2,
        expires_at: '2026-02-05T11:00:00.000Z',
      },
      headers: { Location: 'The archive.' },
    },
  ],
  problems: [],
};

export const selectedArchiveOperation: OperationOptions = {
  id: 'getSelectedArchive',
  tag,
  scope,
  summary: 'Download the files of selected items',
  description:
    'The archive of a selection, as of `GET /api/v1/items/archive`. Each item is checked again: one that was erased or moved meanwhile is left out and named. ' +
    'The selection of another account, or in another library, does not exist. Also with HEAD.',
  parameters: [itemId('selection')],
  answers: archiveAnswers,
  problems: ['not-found', 'no-file-yet'],
};
