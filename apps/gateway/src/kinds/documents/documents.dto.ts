import { DOCUMENT_STATUSES } from '@throughline/contracts';
import { ChoiceField, ChoicesParameter, FlagParameter, type Flag } from '../../kit/http/fields.js';
import { MomentParameter, ItemsQuery } from '../../items/index.js';

export class DocumentListQuery extends ItemsQuery {
  @ChoicesParameter('One or several statuses, separated by commas.', DOCUMENT_STATUSES)
  status: readonly string[] = [];

  @FlagParameter('Documents in the review queue, or the others: a field is not sure or missing, and nobody has accepted them.')
  unsure?: Flag;

  @MomentParameter(
    'The documents at this moment: a smaller item of each, with `counts`. Allowed with `limit`, `cursor`, `status` and `deleted` only.',
  )
  as_of?: string;
}

export const DOCUMENT_FILES = ['finished', 'original'] as const;

export class DocumentDownloadQuery {
  @ChoiceField('The finished document, or the original file.', DOCUMENT_FILES, { default: 'finished' })
  file: (typeof DOCUMENT_FILES)[number] = 'finished';
}
