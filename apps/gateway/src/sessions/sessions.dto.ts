import { SESSION_STATUSES } from '@throughline/contracts';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional } from 'class-validator';
import { FLAG, type Flag } from '../recordings/queries/list-query.dto.js';
import { PageQuery, splitWords } from '../recordings/queries/page-query.dto.js';
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from './session-transcript.js';

export class SessionListQuery extends PageQuery {
  @IsOptional()
  @Transform(splitWords)
  @IsIn(SESSION_STATUSES, { each: true })
  status: readonly string[] = [];

  /** Deleted ones are shown to whoever asks for them. */
  @IsOptional()
  @IsIn([...FLAG, 'any'])
  deleted?: Flag | 'any';
}

export class DownloadQuery {
  @IsOptional()
  @IsIn(TRANSCRIPT_FORMATS)
  format: TranscriptFormat = 'txt';
}
