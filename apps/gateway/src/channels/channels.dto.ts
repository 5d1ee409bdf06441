import { ACTION_TYPES, type ActionType } from '@throughline/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsLanguage } from '../recordings/register/register-fields.dto.js';
import { IsPlainText } from '../requests/plain-text.js';
import { MOST_OUTPUTS, OUTPUT_NAME } from '../runs/run-overrides.dto.js';

export const CHANNEL_NAME = '^[a-z0-9][a-z0-9-]{0,59}$';
export const LONGEST_PROPERTY = 200;
export const LONGEST_DATA_SOURCE = 100;
/** Of the address of a page. */
export const LONGEST_PAGE = 2_000;
/** What a number of the database can be. */
const MOST = Number.MAX_SAFE_INTEGER;

const IsProperty = (): PropertyDecorator => (target, name) => {
  for (const rule of [IsOptional(), IsString(), Length(1, LONGEST_PROPERTY), IsPlainText()]) rule(target, name);
};

/** Names of properties of a page. */
export class FieldMapBody {
  @IsProperty()
  status?: string | null;

  @IsProperty()
  process_errors?: string | null;

  @IsProperty()
  drive_url?: string | null;

  @IsProperty()
  language?: string | null;

  @IsProperty()
  duration?: string | null;

  @IsProperty()
  completed_at?: string | null;
}

class ChannelFields {
  @IsOptional()
  @IsIn(ACTION_TYPES)
  action_type?: ActionType | null;

  /** All of it: what it does not name is not written. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => FieldMapBody)
  field_map?: FieldMapBody | null;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST)
  credential_id?: number | null;

  @IsOptional()
  @IsString()
  @Length(1, LONGEST_DATA_SOURCE)
  @IsPlainText()
  data_source_id?: string | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_OUTPUTS)
  @ArrayUnique()
  @IsString({ each: true })
  @Matches(OUTPUT_NAME, { each: true })
  outputs?: string[] | null;

  @IsOptional()
  @IsLanguage()
  language?: string | null;
}

const IsChannelName = (): PropertyDecorator =>
  Matches(new RegExp(CHANNEL_NAME), {
    message: '$property must be up to 60 small letters, digits and hyphens, and not begin with a hyphen',
  });

export class CreateChannel extends ChannelFields {
  /** Required. */
  @IsChannelName()
  name = '';
}

export class ChangeChannel extends ChannelFields {
  @IsOptional()
  @IsChannelName()
  name?: string | null;
}

export class CheckChannel {
  /** A page to look at: its id, or its address. */
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_PAGE)
  page_id?: string | null;
}
