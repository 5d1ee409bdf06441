import { applyDecorators } from '@nestjs/common';
import { RECORDING_STATUSES, type RecordingStatus } from '@throughline/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import { PauseBody } from '../commands/commands.dto.js';
import { IsInstant } from '../requests/instant.js';
import { IsPlainText } from '../requests/plain-text.js';
import { RunOverrides } from '../runs/run-overrides.dto.js';

/** As many items are handled in one request as fit into a page of ids. */
export const MOST_ITEMS = 500;

/** The filters that lists of every kind have, in a body. */
export class ItemFilters {
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsPlainText()
  q?: string;

  @IsOptional()
  @IsInstant()
  from_date?: string;

  @IsOptional()
  @IsInstant()
  to_date?: string;

  @IsOptional()
  @IsBoolean()
  failed?: boolean;

  @IsOptional()
  @IsBoolean()
  on_pause?: boolean;

  @IsOptional()
  @IsBoolean()
  waiting?: boolean;

  @IsOptional()
  @IsBoolean()
  unconfirmed?: boolean;

  @IsOptional()
  @IsBoolean()
  partial?: boolean;
}

/** Filters of any kind of items. */
export type SelectedBy = ItemFilters & { readonly status?: readonly string[] };

/** The filters of the list of recordings. */
export class BulkFilters extends ItemFilters {
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @IsIn(RECORDING_STATUSES, { each: true })
  status?: RecordingStatus[];
}

export const AreIds = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    IsArray(),
    ArrayNotEmpty(),
    ArrayMaxSize(MOST_ITEMS),
    ArrayUnique(),
    IsUUID('all', { each: true }),
  );
export const AreFilters = (filters: () => new () => ItemFilters): PropertyDecorator =>
  applyDecorators(IsOptional(), IsObject(), ValidateNested(), Type(filters));

export class BulkRunBody extends RunOverrides {
  @AreIds()
  recording_ids?: string[];

  @AreFilters(() => BulkFilters)
  filters?: BulkFilters;
}

export class BulkPauseBody extends PauseBody {
  @AreIds()
  recording_ids?: string[];

  @AreFilters(() => BulkFilters)
  filters?: BulkFilters;
}
