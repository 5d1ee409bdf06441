import { DOCUMENT_STATUSES } from '@throughline/contracts';
import { ChoicesField, FlagField } from '../../kit/http/fields.js';
import { ItemFilters } from '../../items/index.js';

export class DocumentBulkFilters extends ItemFilters {
  @ChoicesField('Any of these.', DOCUMENT_STATUSES, { minItems: 1 })
  status?: (typeof DOCUMENT_STATUSES)[number][];

  @FlagField('Documents that wait for a person to check their fields, or the others.')
  unsure?: boolean;
}
