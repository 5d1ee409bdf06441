import { DOCUMENT_STATUSES } from '@throughline/contracts';
import { ArrayNotEmpty, IsArray, IsIn, IsOptional } from 'class-validator';
import { AreFilters, AreIds, ItemFilters } from '../bulk/bulk.dto.js';
import { PauseBody } from '../commands/commands.dto.js';
import { RunOverrides } from '../runs/run-overrides.dto.js';

/** The filters of the list, in a body. */
export class DocumentBulkFilters extends ItemFilters {
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @IsIn(DOCUMENT_STATUSES, { each: true })
  status?: (typeof DOCUMENT_STATUSES)[number][];
}

export class DocumentBulkRunBody extends RunOverrides {
  @AreIds()
  document_ids?: string[];

  @AreFilters(() => DocumentBulkFilters)
  filters?: DocumentBulkFilters;
}

export class DocumentBulkPauseBody extends PauseBody {
  @AreIds()
  document_ids?: string[];

  @AreFilters(() => DocumentBulkFilters)
  filters?: DocumentBulkFilters;
}
