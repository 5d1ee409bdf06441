import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsPlainText } from '../requests/plain-text.js';
import { LONGEST_USER_NAME } from '../sign-in/sign-in.dto.js';
import { ROLES, type Role } from './role.js';

export class CreateUser {
  /** Required. */
  @IsString()
  @Length(1, LONGEST_USER_NAME)
  @IsPlainText()
  @Matches(/^\S(.*\S)?$/su, { message: 'name must not begin or end with a space' })
  name = '';

  @IsOptional()
  @IsIn(ROLES)
  role: Role = 'operator';

  /** Whose recordings he works with: the name of a user. Without it he has a library of his own. */
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_USER_NAME)
  library?: string;
}

export class ChangeUser {
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  @IsOptional()
  @IsString()
  @Length(1, LONGEST_USER_NAME)
  library?: string;

  @IsOptional()
  @IsBoolean()
  disabled?: boolean;
}
