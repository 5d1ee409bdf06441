import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsPlainText } from '../requests/plain-text.js';

export class MetadataOverrides {
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsPlainText()
  model?: string;
}

/** How a document is read, named and kept. */
export class DocumentOverrides {
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @Matches(/^[a-z]{3}(_[a-z]{1,10}){0,2}$/, { each: true, message: '$property must be languages such as eng or chi_sim' })
  languages?: string[];

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  max_pages?: number;

  @IsOptional()
  @IsInt()
  @Min(10_000)
  @Max(1_000_000_000)
  max_pixels?: number;

  @IsOptional()
  @IsString()
  @Length(1, 300)
  @IsPlainText()
  name_pattern?: string;

  @IsOptional()
  @IsString()
  @MaxLength(300)
  @IsPlainText()
  folder_pattern?: string;

  @IsOptional()
  @IsBoolean()
  embed?: boolean;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => MetadataOverrides)
  metadata?: MetadataOverrides;
}
