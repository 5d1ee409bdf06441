import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { IsPlainText } from '../requests/plain-text.js';
import { SCOPES, type Scope } from './scope.js';

export class CreateToken {
  @IsString()
  @Length(1, 100)
  @IsPlainText()
  name = '';

  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(SCOPES, { each: true })
  scopes: readonly Scope[] = ['read', 'write'];

  /** Without it the token holds until it is revoked. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3650)
  expires_in_days?: number;
}
