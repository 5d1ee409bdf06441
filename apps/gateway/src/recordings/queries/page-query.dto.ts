import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { toInteger } from './to-integer.js';

export const MAX_PAGE = 200;

/** Which page of a list. */
export class PageQuery {
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE)
  limit = 50;

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  cursor?: string;
}

/** One word or several, with commas between. */
export const splitWords = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').filter((one) => one !== '') : value;
