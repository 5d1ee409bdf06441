import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsMoment } from '../as-of/moment.js';
import { IsPlainText } from '../requests/plain-text.js';

export const MOST_SEGMENTS = 20_000;
export const LONGEST_SEGMENT = 5_000;
/** A week. No recording is longer, and every time below it is told exactly. */
export const LONGEST_SECONDS = 604_800;
export const TEXT_VERSION = /^[0-9a-f]{16}$/;

export class SegmentBody {
  /** Of the passage that was heard; left out for one that was not. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  id?: number;

  @IsNumber()
  @Min(0)
  @Max(LONGEST_SECONDS)
  start = Number.NaN;

  @IsNumber()
  @Min(0)
  @Max(LONGEST_SECONDS)
  end = Number.NaN;

  @IsString()
  @Length(1, LONGEST_SEGMENT)
  @IsPlainText()
  text = '';
}

export class CorrectionBody {
  /** All passages, in the order of their times. Those that are left out are gone. Required. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_SEGMENTS)
  // Into an array in an array the validator goes down, and takes its nothing for passages.
  @IsObject({ each: true, message: 'each passage must be an object' })
  @ValidateNested({ each: true })
  @Type(() => SegmentBody)
  segments: SegmentBody[] = [];
}

export class TranscriptQuery {
  @IsOptional()
  @Matches(TEXT_VERSION, { message: 'version must be one that an answer gave' })
  version?: string;

  @IsOptional()
  @IsMoment()
  as_of?: string;
}
