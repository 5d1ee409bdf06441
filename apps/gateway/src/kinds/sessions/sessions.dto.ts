import { SESSION_STATUSES } from '@throughline/contracts';
import { ChoiceField, ChoicesParameter, FLAGS, type Flag } from '../../kit/http/fields.js';
import { PageQuery } from '../../items/index.js';
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from './session-transcript.js';

export class SessionListQuery extends PageQuery {
  @ChoicesParameter('One or several statuses, separated by commas.', SESSION_STATUSES)
  status: readonly string[] = [];

  @ChoiceField('`true`: deleted sessions; `any`: together with the others. Default: `false`.', [...FLAGS, 'any'])
  deleted?: Flag | 'any';
}

export class DownloadQuery {
  @ChoiceField('The format of the transcript.', TRANSCRIPT_FORMATS, { default: 'txt' })
  format: TranscriptFormat = 'txt';
}
