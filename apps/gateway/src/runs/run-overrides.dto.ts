import { applyDecorators } from '@nestjs/common';
import { LONGEST_TOPIC, TOPICS_FORMATS, TOPICS_HEADING, TOPICS_LOCATIONS } from '@throughline/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
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

import { DocumentOverrides } from './document-overrides.dto.js';

export const MOST_OUTPUTS = 50;
/** Requests name outputs that the operator has set up; where an output leads is not theirs to say. */
export const OUTPUT_NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;
/** A week: what lasts longer is a timer of the item, not of an attempt. */
export const LONGEST_MS = 7 * 86_400_000;

const IsMilliseconds = (): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(100),
    IsInt({ each: true }),
    Min(0, { each: true }),
    Max(LONGEST_MS, { each: true }),
  );

export class TrimmingOverrides {
  @IsOptional()
  @IsBoolean()
  enable_trimming?: boolean;

  @IsOptional()
  @IsNumber()
  @Min(-120)
  @Max(0)
  silence_threshold?: number;

  @IsOptional()
  @IsBoolean()
  exact?: boolean;
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

  /** A text stage that fails for good is skipped, and the run goes on (FLR-06). */
  @IsOptional()
  @IsBoolean()
  allow_errors?: boolean;

  /** By an engine that works on it when it suits (TRN-02). */
  @IsOptional()
  @IsBoolean()
  batch?: boolean;

  /** Of work that was handed over already: it is only asked for (TRN-03). */
  @IsOptional()
  @IsString()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,199}$/)
  batch_id?: string;

  /** Seconds. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(30 * 86_400)
  max_wait_time?: number;

  @IsOptional()
  @IsIn(['short', 'medium', 'long'])
  granularity?: string;
}

export class TopicsDisplayOverrides {
  /** Characters. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LONGEST_TOPIC)
  min_length?: number;

  /** Characters. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LONGEST_TOPIC)
  max_length?: number;

  @IsOptional()
  @IsIn(TOPICS_LOCATIONS)
  display_location?: string;

  @IsOptional()
  @IsIn(TOPICS_FORMATS)
  format?: string;

  @IsOptional()
  @IsString()
  @Matches(new RegExp(TOPICS_HEADING), { message: '$property must be one line of at most 100 characters' })
  heading?: string;
}

export class RetryOverrides {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(20)
  max_attempts?: number;

  /** Waits before attempts 2, 3 …; the last one repeats. */
  @IsOptional()
  @IsMilliseconds()
  backoff_ms?: number[];

  /** Waits between looks at something that is waited for; the last one repeats. */
  @IsOptional()
  @IsMilliseconds()
  wait_ms?: number[];

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1000)
  max_crashes?: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LONGEST_MS)
  budget_ms?: number;
}

export class LimitsOverrides {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LONGEST_MS)
  step_timeout_ms?: number;

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1000)
  timeout_media_factor?: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LONGEST_MS)
  no_progress_ms?: number;
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
  @Type(() => TopicsDisplayOverrides)
  topics_display?: TopicsDisplayOverrides;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => RetryOverrides)
  retry?: RetryOverrides;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => LimitsOverrides)
  limits?: LimitsOverrides;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => DocumentOverrides)
  document?: DocumentOverrides;

  /** Scripts by step; checked by their own schema, where simulation is on (docs/simulation.md). */
  @IsOptional()
  @IsObject()
  simulation?: Record<string, unknown>;
}

export class OutputConfigBody {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_OUTPUTS)
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
