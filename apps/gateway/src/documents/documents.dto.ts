import { DOCUMENT_STATUSES } from '@throughline/contracts';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { PageQuery, splitWords } from '../recordings/queries/page-query.dto.js';
import { IsInstant } from '../requests/instant.js';
import { IsPlainText } from '../requests/plain-text.js';

const FLAG = ['true', 'false'] as const;
type Flag = (typeof FLAG)[number];

export class DocumentListQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(40)
  sort = '-created_at';

  @IsOptional()
  @Transform(splitWords)
  @IsIn(DOCUMENT_STATUSES, { each: true })
  status: readonly string[] = [];

  @IsOptional()
  @IsString()
  @MaxLength(200)
  @IsPlainText()
  q?: string;

  @IsOptional()
  @IsInstant()
  from_date?: string;

  @IsOptional()
  @IsInstant()
  to_date?: string;

  @IsOptional()
  @IsIn(['total'])
  include?: 'total';

  @IsOptional()
  @IsIn(FLAG)
  failed?: Flag;

  @IsOptional()
  @IsIn(FLAG)
  on_pause?: Flag;

  @IsOptional()
  @IsIn(FLAG)
  waiting?: Flag;

  @IsOptional()
  @IsIn([...FLAG, 'any'])
  deleted?: Flag | 'any';

  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: '$property must be the sha256 of a file, in lower-case hex' })
  sha256?: string;
}

/** Which of its files: as it came, or as it was made. */
export const DOCUMENT_FILES = ['finished', 'original'] as const;

export class DocumentDownloadQuery {
  @IsOptional()
  @IsIn(DOCUMENT_FILES)
  file: (typeof DOCUMENT_FILES)[number] = 'finished';
}
