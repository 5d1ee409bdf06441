import { Type } from 'class-transformer';
import { IsBoolean, IsObject, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { IsPlainText } from '../../requests/plain-text.js';
import { RunOverrides } from '../../runs/run-overrides.dto.js';
import type { SourceSettings } from '../../simulation/source-problems.js';
import { LONGEST_TITLE } from './file-name.js';
import { IsLanguage } from './register-fields.dto.js';

/** Of an address; what is longer no server takes either. */
export const LONGEST_ADDRESS = 4_096;

export class SourceBody {
  @IsString()
  @Matches(/^[a-z][a-z0-9_]{0,29}$/)
  kind = '';

  /** Checked by the kind's own schema. */
  @IsOptional()
  @IsObject()
  settings?: SourceSettings;
}

/** Registers a recording whose bytes are fetched, and are not in the request; with `run`, what its run does otherwise. */
export class RegisterSource extends RunOverrides {
  /** Where it is fetched from. Instead of `source`. */
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_ADDRESS)
  @IsPlainText()
  url?: string;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SourceBody)
  source?: SourceBody;

  @IsOptional()
  @IsString()
  @Length(1, LONGEST_TITLE)
  @IsPlainText()
  title?: string;

  @IsOptional()
  @IsLanguage()
  language?: string;

  @IsOptional()
  @IsBoolean()
  run?: boolean;

  @IsOptional()
  @IsBoolean()
  is_mapped?: boolean;
}
