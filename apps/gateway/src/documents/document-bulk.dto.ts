import { ApiSchema } from '@nestjs/swagger';
import { DOCUMENT_STATUSES } from '@throughline/contracts';
import { ChoicesField } from '../http/fields.js';
import { FiltersField, IdsField, ItemFilters } from '../items/bulk/bulk.dto.js';
import { PauseBody } from '../items/commands/commands.dto.js';
import { RunOverrides } from '../items/runs/run-overrides.dto.js';

export class DocumentBulkFilters extends ItemFilters {
  @ChoicesField('Any of these.', DOCUMENT_STATUSES, { minItems: 1 })
  status?: (typeof DOCUMENT_STATUSES)[number][];
}

@ApiSchema({ name: 'DocumentBulkRun' })
export class DocumentBulkRunBody extends RunOverrides {
  @IdsField('document')
  document_ids?: string[];

  @FiltersField('document', DocumentBulkFilters)
  filters?: DocumentBulkFilters;
}

@ApiSchema({ name: 'DocumentBulkPause' })
export class DocumentBulkPauseBody extends PauseBody {
  @IdsField('document')
  document_ids?: string[];

  @FiltersField('document', DocumentBulkFilters)
  filters?: DocumentBulkFilters;
}
