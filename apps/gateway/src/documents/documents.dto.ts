import { DOCUMENT_STATUSES } from '@throughline/contracts';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional } from 'class-validator';
import { IsMoment } from '../as-of/moment.js';
import { ItemsQuery } from '../recordings/queries/list-query.dto.js';
import { splitWords } from '../recordings/queries/page-query.dto.js';

export class DocumentListQuery extends ItemsQuery {
  @IsOptional()
  @Transform(splitWords)
  @IsIn(DOCUMENT_STATUSES, { each: true })
  status: readonly string[] = [];

  @IsOptional()
  @IsMoment()
  as_of?: string;
}

/** Which of its files: as it came, or as it was made. */
export const DOCUMENT_FILES = ['finished', 'original'] as const;

export class DocumentDownloadQuery {
  @IsOptional()
  @IsIn(DOCUMENT_FILES)
  file: (typeof DOCUMENT_FILES)[number] = 'finished';
}
