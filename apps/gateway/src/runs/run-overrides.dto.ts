import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

/** Requests name outputs that the operator has set up; where an output leads is not theirs to say. */
const OUTPUT_NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;

export class TrimmingOverrides {
  @IsOptional()
  @IsBoolean()
  enable_trimming?: boolean;

  @IsOptional()
  @IsNumber()
  @Min(-120)
  @Max(0)
  silence_threshold?: number;
}

export class TranscriptionOverrides {
  @IsOptional()
  @IsBoolean()
  enable_transcription?: boolean;

  @IsOptional()
  @IsBoolean()
  enable_topics?: boolean;

  @IsOptional()
  @IsBoolean()
  enable_subtitles?: boolean;
}

export class RetryOverrides {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(20)
  max_attempts?: number;
}

export class ProcessingConfig {
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => TrimmingOverrides)
  trimming?: TrimmingOverrides;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => TranscriptionOverrides)
  transcription?: TranscriptionOverrides;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => RetryOverrides)
  retry?: RetryOverrides;
}

export class OutputConfigBody {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @Matches(OUTPUT_NAME, { each: true })
  outputs?: string[];
}

/** What a run does otherwise than by default. */
export class RunOverrides {
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ProcessingConfig)
  processing_config?: ProcessingConfig;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => OutputConfigBody)
  output_config?: OutputConfigBody;
}
