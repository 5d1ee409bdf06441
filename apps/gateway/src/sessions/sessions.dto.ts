import { SESSION_STATUSES } from '@throughline/contracts';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { MAX_PAGE } from '../recordings/queries/list-query.dto.js';
import { toInteger } from '../recordings/queries/to-integer.js';
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from './session-transcript.js';

export class SessionListQuery {
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE)
  limit = 50;

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  cursor?: string;

  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').filter((one) => one !== '') : value,
  )
  @IsIn(SESSION_STATUSES, { each: true })
  status: readonly string[] = [];
}

export class DownloadQuery {
  @IsOptional()
  @IsIn(TRANSCRIPT_FORMATS)
  format: TranscriptFormat = 'txt';
}
