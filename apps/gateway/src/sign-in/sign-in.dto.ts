import { IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsPlainText } from '../requests/plain-text.js';

export const LONGEST_USER_NAME = 64;

export class MakeLink {
  /** For whom; without it for oneself. */
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_USER_NAME)
  @IsPlainText()
  user?: string;
}

export const CODE = /^[A-Za-z0-9_-]{20,100}$/;

export class OpenSession {
  /** What stands after the # of a sign-in link. Required. */
  @Matches(CODE, { message: 'must be what stands after the # of a sign-in link' })
  code = '';
}
