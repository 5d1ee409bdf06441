import { RECORDING_STATUSES } from '@throughline/contracts';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { IsMoment } from '../../as-of/moment.js';
import { IsInstant } from '../../requests/instant.js';
import { IsPlainText } from '../../requests/plain-text.js';
import { PageQuery, splitWords } from './page-query.dto.js';
import { toInteger } from './to-integer.js';

export const FLAG = ['true', 'false'] as const;
export type Flag = (typeof FLAG)[number];

/** What lists of items of any pipeline can be asked for. */
export class ItemsQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(40)
  sort = '-created_at';

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

  /** Deleted items are shown to whoever asks for them: by this, or by a status that only they have. */
  @IsOptional()
  @IsIn([...FLAG, 'any'])
  deleted?: Flag | 'any';

  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: '$property must be the sha256 of a file, in lower-case hex' })
  sha256?: string;
}

export class ListQuery extends ItemsQuery {
  @IsOptional()
  @Transform(splitWords)
  @IsIn(RECORDING_STATUSES, { each: true })
  status: readonly string[] = [];

  @IsOptional()
  @IsIn(FLAG)
  unconfirmed?: Flag;

  @IsOptional()
  @IsIn(FLAG)
  partial?: Flag;

  /** Number of a channel. */
  @IsOptional()
  @Matches(/^[1-9]\d{0,14}$/, { message: '$property must be the number of a channel' })
  channel_id?: string;

  @IsOptional()
  @IsMoment()
  as_of?: string;
}

export class ItemQuery {
  @IsOptional()
  @Matches(/^(0|[1-9]\d{0,18})$/, { message: '$property must be a revision that an answer gave' })
  min_revision?: string;

  @IsOptional()
  @Matches(/^(0|[1-9]\d{0,18})$/, { message: '$property must be a revision that an answer gave' })
  after_revision?: string;

  /** Seconds. */
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(0)
  @Max(60)
  wait = 0;

  @IsOptional()
  @IsMoment()
  as_of?: string;
}

export class EventsQuery {
  @IsOptional()
  @Matches(/^\d{1,18}\.\d{1,4}$/, { message: '$property must be the id of an event' })
  after?: string;

  @IsOptional()
  @Matches(/^(0|[1-9]\d{0,18})$/, { message: '$property must be a revision that an answer gave' })
  min_revision?: string;

  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(500)
  limit = 100;
}
