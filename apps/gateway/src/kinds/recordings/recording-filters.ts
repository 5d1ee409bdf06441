import { RECORDING_STATUSES, type RecordingStatus } from '@throughline/contracts';
import { ChoiceField, ChoicesField, FlagField } from '../../kit/http/fields.js';
import { ItemFilters, MISSING_TRANSCRIPT } from '../../items/index.js';
import { TRANSCRIPT_FILTERS, type TranscriptFilter } from '../../adapters/projection/index.js';

export class BulkFilters extends ItemFilters {
  @ChoicesField('Any of these.', RECORDING_STATUSES, { minItems: 1 })
  status?: RecordingStatus[];

  @FlagField('Recordings with a transcript of draft quality, or the others.')
  draft?: boolean;

  @ChoiceField(MISSING_TRANSCRIPT, TRANSCRIPT_FILTERS)
  transcript?: TranscriptFilter;
}
