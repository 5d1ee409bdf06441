import { SESSION_STATUSES } from '@throughline/contracts';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional } from 'class-validator';
import { PageQuery, splitWords } from '../recordings/queries/page-query.dto.js';
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from './session-transcript.js';

export class SessionListQuery extends PageQuery {
  @IsOptional()
  @Transform(splitWords)
  @IsIn(SESSION_STATUSES, { each: true })
  status: readonly string[] = [];
}

export class DownloadQuery {
  @IsOptional()
  @IsIn(TRANSCRIPT_FORMATS)
  format: TranscriptFormat = 'txt';
}
